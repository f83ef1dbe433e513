// Reads a room's whole log as the server has it: says hello as one who has seen nothing yet, which is to be resumed
// from seq 0.

import { drawKey } from '@inkroom/client/node'
import {
  AuthorTable,
  chainStart,
  decodeDown,
  encodeUp,
  type Hello,
  type LogEntry,
  PROTOCOL_VERSION,
  type RoomId,
} from '@inkroom/protocol'
import { WebSocket } from 'ws'

interface Address {
  readonly url: string
  readonly roomName: string
}

export async function readLog(address: Address): Promise<LogEntry[]> {
  const room = await roomOf(address)
  const entries: LogEntry[] = []
  const hash = chainStart(room)
  await converse(address, { room, seq: 0, hash }, frame => {
    if (frame.type === 'welcome' && frame.mode !== 'resumed') throw new Error('not resumed from 0')
    if (frame.type === 'log') entries.push(...frame.entries)
    return frame.type === 'caught-up'
  })
  return entries
}

async function roomOf(address: Address): Promise<RoomId> {
  let room: RoomId | null = null
  await converse(address, null, frame => {
    if (frame.type === 'welcome') ({ room } = frame)
    return room !== null
  })
  if (room === null) throw new Error('a welcome names the room')
  return room
}

function hello(roomName: string, resume: Hello['resume']): Hello {
  return {
    type: 'hello',
    version: PROTOCOL_VERSION,
    roomName,
    authorKey: drawKey(),
    personKey: drawKey(),
    capability: new Uint8Array(),
    profile: { name: 'Reader', color: 0 },
    floor: 1,
    resume,
  }
}

/** Until `isDone` is told a frame that it calls the last. */
function converse(
  { url, roomName }: Address,
  resume: Hello['resume'],
  isDone: (frame: ReturnType<typeof decodeDown>) => boolean,
): Promise<void> {
  const { promise, resolve, reject } = promiseParts()
  const socket = new WebSocket(url, { perMessageDeflate: false })
  const authors = new AuthorTable()
  socket.on('open', () => socket.send(encodeUp(hello(roomName, resume))))
  socket.on('message', (data: Buffer) => {
    try {
      // A plain view: a Buffer's `slice` would not copy.
      const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
      if (isDone(decodeDown(bytes, authors))) resolve()
    } catch (error) {
      reject(error)
    }
  })
  socket.on('error', reject)
  socket.on('close', code => reject(new Error(`closed with ${code} before the end`)))
  return promise.finally(() => socket.terminate())
}

interface PromiseParts {
  readonly promise: Promise<void>
  readonly resolve: () => void
  readonly reject: (error: unknown) => void
}

function promiseParts(): PromiseParts {
  let parts: Omit<PromiseParts, 'promise'> = { resolve: () => {}, reject: () => {} }
  const promise = new Promise<void>((resolve, reject) => (parts = { resolve, reject }))
  return { promise, ...parts }
}

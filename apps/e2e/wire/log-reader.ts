// Reads a room as the server has it: the whole log, by a hello of one who has seen nothing yet and is to be resumed from
// seq 0, and the rows, by one who takes a snapshot.

import { inflateRawSync } from 'node:zlib'
import { plainBytes } from '@inkroom/client/node'
import {
  AuthorTable,
  CLOSE_REASONS,
  chainStart,
  decodeDown,
  decodeOps,
  decodeRows,
  type Hello,
  Image,
  type LogEntry,
  type Mark,
  type RoomId,
  type Rows,
} from '@inkroom/protocol'
import { WebSocket } from 'ws'
import { readerHello } from './reader-hello.ts'

interface Address {
  readonly url: string
  readonly roomName: string
}

export interface StoredLog {
  readonly room: RoomId
  readonly entries: readonly LogEntry[]
  /** What the server says of itself at the end of the log. */
  readonly mark: Mark
}

export async function readLog(address: Address): Promise<readonly LogEntry[]> {
  return (await readStoredLog(address)).entries
}

export async function readStoredLog(address: Address): Promise<StoredLog> {
  const room = await roomOf(address)
  const entries: LogEntry[] = []
  const hash = chainStart(room)
  let mark: Mark = { seq: 0, hash, digest: new Image().digest }
  await converse(address, { room, seq: 0, hash }, frame => {
    if (frame.type === 'welcome' && frame.mode !== 'resumed') throw new Error('not resumed from 0')
    if (frame.type === 'log') entries.push(...frame.entries)
    if (frame.type === 'caught-up') mark = frame
    return frame.type === 'caught-up'
  })
  return { room, entries, mark }
}

/** The board by its rows, as one gets it who comes late. */
export async function readRows(address: Address): Promise<Image> {
  const image = new Image()
  await converse(address, null, frame => {
    if (frame.type === 'rows') for (const row of decodeRows(rawRows(frame))) image.put(row)
    if (frame.type === 'log') for (const entry of frame.entries) fold(image, entry)
    return frame.type === 'caught-up'
  })
  return image
}

export function foldOf(entries: readonly LogEntry[]): Image {
  const image = new Image()
  for (const entry of entries) fold(image, entry)
  return image
}

function fold(image: Image, entry: LogEntry): void {
  image.apply({ ...entry, ops: decodeOps(entry.bytes) })
}

function rawRows({ compressed, payload }: Rows): Uint8Array {
  return compressed ? new Uint8Array(inflateRawSync(payload)) : payload
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

/** Until `isDone` is told a frame that it calls the last. */
function converse(
  { url, roomName }: Address,
  resume: Hello['resume'],
  isDone: (frame: ReturnType<typeof decodeDown>) => boolean,
): Promise<void> {
  const { promise, resolve, reject } = promiseParts()
  const socket = new WebSocket(url, { perMessageDeflate: false })
  const authors = new AuthorTable()
  socket.on('open', () => socket.send(readerHello(roomName, resume)))
  socket.on('message', (data: Buffer) => {
    try {
      if (isDone(decodeDown(plainBytes(data), authors))) resolve()
    } catch (error) {
      reject(error)
    }
  })
  socket.on('error', reject)
  socket.on('close', code => {
    // This process was too busy to greet in time: nothing was said yet.
    if (code === CLOSE_REASONS['hello-late'].code)
      resolve(converse({ url, roomName }, resume, isDone))
    else reject(new Error(`closed with ${code} before the end`))
  })
  return promise.finally(() => socket.terminate())
}

interface PromiseParts {
  readonly promise: Promise<void>
  readonly resolve: (end?: Promise<void>) => void
  readonly reject: (error: unknown) => void
}

function promiseParts(): PromiseParts {
  let parts: Omit<PromiseParts, 'promise'> = { resolve: () => {}, reject: () => {} }
  const promise = new Promise<void>((resolve, reject) => (parts = { resolve, reject }))
  return { promise, ...parts }
}

// One write to an outbox as bytes of a file, twins side by side.
//
//   record  := length:u32 crc32:u32 payload          (big end first)
//   payload := pid head:text count × (counter bytes:sized) count × counter

import { crc32 } from 'node:zlib'
import {
  type AuthorId,
  bytesToHex,
  decodeText,
  hexToBytes,
  ProtocolError,
  Reader,
  type RoomId,
  utf8ToBytes,
  Writer,
} from '@inkroom/protocol'
import type { OutboxHead, OutboxWrite, StoredBatch } from '../keeping/outbox-store.ts'

const FRAME_BYTES = 8
const MAX_HEAD_BYTES = 1024 * 1024
const MAX_PAYLOAD_BYTES = 2 ** 31

export interface OutboxRecord extends OutboxWrite {
  /** Of the process whose outbox it is. */
  readonly pid: number
}

interface HeadText {
  readonly author: AuthorId
  readonly roomName: string
  readonly room: RoomId | null
  readonly former: OutboxHead['former']
  readonly authorKey: string
  readonly personKey: string
  readonly capability: string
}

function writeHead(head: OutboxHead): Uint8Array {
  const text: HeadText = {
    ...head,
    authorKey: bytesToHex(head.authorKey),
    personKey: bytesToHex(head.personKey),
    capability: bytesToHex(head.capability),
  }
  return utf8ToBytes(JSON.stringify(text))
}

function readHead(bytes: Uint8Array): OutboxHead {
  // Written by the function above, and its checksum is right.
  const text = JSON.parse(decodeText(bytes)) as HeadText
  return {
    ...text,
    authorKey: hexToBytes(text.authorKey),
    personKey: hexToBytes(text.personKey),
    capability: hexToBytes(text.capability),
  }
}

export function encodeRecord({ pid, head, put, remove }: OutboxRecord): Uint8Array {
  const w = new Writer()
  w.varint(pid)
  w.sized(writeHead(head))
  w.varint(put.length)
  for (const { counter, bytes } of put) {
    w.varint(counter)
    w.sized(bytes)
  }
  w.varint(remove.length)
  for (const counter of remove) w.varint(counter)
  const payload = w.finish()
  const record = new Uint8Array(FRAME_BYTES + payload.length)
  const frame = new DataView(record.buffer)
  frame.setUint32(0, payload.length)
  frame.setUint32(4, crc32(payload))
  record.set(payload, FRAME_BYTES)
  return record
}

function decodePayload(payload: Uint8Array): OutboxRecord {
  const r = new Reader(payload)
  const pid = r.varint()
  const head = readHead(r.sized(MAX_HEAD_BYTES, 'head'))
  const put: StoredBatch[] = []
  for (let left = r.varint(); left > 0; left -= 1) {
    // A copy: it must not hold the whole file in memory.
    put.push({ counter: r.varint(), bytes: r.sized(MAX_PAYLOAD_BYTES, 'batch').slice() })
  }
  const remove: number[] = []
  for (let left = r.varint(); left > 0; left -= 1) remove.push(r.varint())
  return { pid, head, put, remove }
}

/** The whole records at the file's beginning, and where they end: a torn tail is not among them. */
export function decodeRecords(file: Uint8Array): { records: OutboxRecord[]; length: number } {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  const records: OutboxRecord[] = []
  let at = 0
  while (at + FRAME_BYTES <= file.length) {
    const payload = file.subarray(at + FRAME_BYTES, at + FRAME_BYTES + view.getUint32(at))
    if (payload.length < view.getUint32(at) || crc32(payload) !== view.getUint32(at + 4)) break
    try {
      records.push(decodePayload(payload))
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error
      break
    }
    at += FRAME_BYTES + payload.length
  }
  return { records, length: at }
}

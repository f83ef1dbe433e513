// Brings a board into memory: the rows of its checkpoint, and the fold of the log behind it. Both are
// checked: the rows by their digest, the log by its chain.

import {
  appendBody,
  batchDigestOf,
  type ChainHash,
  decodeLogPart,
  decodeOps,
  decodeRows,
  type Image,
  nextChain,
  type RoomId,
  sameDigest,
} from '@inkroom/protocol'
import { messageOf } from '../message-of.ts'
import type { RoomLog, StoredPart, StoredRow } from '../storage/storage.ts'
import { ChangedRows } from './changed-rows.ts'
import { WeighedImage } from './weighed-image.ts'

/** A damaged disk, or a file that somebody changed. Other boards are none the worse for it. */
export class UnreadableBoard extends Error {
  /** By its id: this is logged, and a board's name may be all that protects it. */
  constructor(room: RoomId, what: string) {
    super(`The stored board with the id ${room} ${what}.`)
    this.name = 'UnreadableBoard'
  }
}

/** What is stored contradicts itself. */
const damaged = (room: RoomId, what: string): UnreadableBoard =>
  new UnreadableBoard(room, `is damaged: ${what}`)

export interface LoadedImage {
  readonly image: WeighedImage
  /** What the log behind the checkpoint changed. */
  readonly changed: ChangedRows
}

const STEP_BYTES = 1024 * 1024

export async function loadImage(log: RoomLog): Promise<LoadedImage> {
  const loaded: LoadedImage = { image: new WeighedImage(), changed: new ChangedRows() }
  try {
    await loadRows(log, loaded.image)
    await foldLog(log, loaded)
  } catch (error) {
    if (error instanceof UnreadableBoard) throw error
    throw new UnreadableBoard(log.room, `cannot be read: ${messageOf(error)}`)
  }
  return loaded
}

async function loadRows(log: RoomLog, image: Image): Promise<void> {
  for (let after: number | null = 0; after !== null; ) {
    const page = await log.readRows(after, STEP_BYTES)
    for (const stored of page.rows) putStored(image, stored)
    after = page.next
  }
  if (!sameDigest(image.digest, log.checkpoint.digest)) {
    throw damaged(log.room, 'its objects are not those of its checkpoint')
  }
}

function putStored(image: Image, { head, body }: StoredRow): void {
  for (const row of decodeRows(head)) image.put({ ...row, body: appendBody(row.body, body) })
}

async function foldLog(log: RoomLog, loaded: LoadedImage): Promise<void> {
  let { seq, hash } = log.checkpoint
  while (seq < log.head.seq) {
    const parts = await log.read(seq, STEP_BYTES)
    if (parts.length === 0) throw damaged(log.room, `its log ends at ${seq}`)
    for (const part of parts) hash = foldPart(part, { seq, hash }, loaded)
    seq = parts.at(-1)?.last ?? seq
  }
  if (seq !== log.head.seq || hash !== log.head.hash) {
    throw damaged(log.room, `its log does not lead to its head at ${log.head.seq}`)
  }
}

interface Place {
  readonly seq: number
  readonly hash: ChainHash
}

function foldPart(part: StoredPart, after: Place, { image, changed }: LoadedImage): ChainHash {
  let { seq, hash } = after
  for (const entry of decodeLogPart(part.bytes)) {
    if (entry.seq <= seq) continue
    hash = nextChain(hash, { ...entry, digest: batchDigestOf(entry.bytes) })
    changed.apply(image, { ...entry, ops: decodeOps(entry.bytes) })
    seq = entry.seq
  }
  return hash
}

// A board's rows in blocks of about one chunk, and each block's frames, made once for all who join.
//
// A finished row enters the newest block and stays in it: blocks only ever grow. So a joiner that walks
// the blocks it found misses no row, however long it takes: a row that is in none of them is one of the
// unfinished rows that it was given first, or is born later and comes with the log.

import { type Image, limits, type ObjectId, type Row } from '@inkroom/protocol'
import { BlockFrames } from './block-frames.ts'

/** A row's fields beside its bytes: a little more than most need; a larger chunk is cut again. */
const ROW_OVERHEAD_BYTES = 28
const FIELD_OVERHEAD_BYTES = 14

export function roughBytesOf(row: Row): number {
  const fields = row.fields.reduce((sum, { value }) => sum + value.length + FIELD_OVERHEAD_BYTES, 0)
  return ROW_OVERHEAD_BYTES + row.body.length + fields
}

/** Which of a block's rows. */
export type Side = 'visible' | 'gone'

export class Block {
  /** Counts how often a row went or came back. */
  sideChanges = 0
  private readonly image: Image
  private readonly ids: ObjectId[] = []
  private readonly made = new Map<Side, BlockFrames>()
  private bytes = 0

  constructor(image: Image) {
    this.image = image
  }

  hasRoomFor(row: Row): boolean {
    return this.ids.length === 0 || this.bytes + roughBytesOf(row) <= limits.CHUNK_BYTES
  }

  add(row: Row): void {
    this.ids.push(row.id)
    this.bytes += roughBytesOf(row)
    this.forget()
  }

  /** One of its rows changed. */
  forget(): void {
    this.made.clear()
  }

  frames(side: Side): BlockFrames {
    const known = this.made.get(side)
    if (known !== undefined) return known
    const frames = new BlockFrames(this.rows(side))
    this.made.set(side, frames)
    return frames
  }

  private rows(side: Side): Row[] {
    const rows: Row[] = []
    for (const id of this.ids) {
      const row = this.image.get(id)
      if (row !== null && (row.gone === null) === (side === 'visible')) rows.push(row)
    }
    return rows
  }
}

export class SnapshotBlocks {
  private readonly image: Image
  private readonly blocks: Block[] = []
  private readonly homes = new Map<ObjectId, Block>()
  private readonly wet = new Set<ObjectId>()
  private readonly gone = new Set<ObjectId>()
  private totalBytes = 0

  constructor(image: Image) {
    this.image = image
    const rows = [...image.all()].toSorted((a, b) => a.born - b.born || a.bornAt - b.bornAt)
    for (const row of rows) this.change(row.id)
  }

  /** What a snapshot brings, roughly, before compression. */
  get bytes(): number {
    return this.totalBytes
  }

  all(): readonly Block[] {
    return this.blocks
  }

  unfinished(): Row[] {
    return [...this.wet].flatMap(id => this.image.get(id) ?? [])
  }

  /** The row was born or changed. */
  change(id: ObjectId): void {
    const row = this.image.get(id)
    if (row === null) return
    this.noteSide(row)
    const home = this.homes.get(id)
    if (home !== undefined) home.forget()
    else if (row.finished) this.settle(row)
    else this.wet.add(id)
  }

  private settle(row: Row): void {
    this.wet.delete(row.id)
    const block = this.blockFor(row)
    block.add(row)
    this.homes.set(row.id, block)
    this.totalBytes += roughBytesOf(row)
  }

  private blockFor(row: Row): Block {
    const newest = this.blocks.at(-1)
    if (newest?.hasRoomFor(row)) return newest
    // A full one seldom changes: its frames are made before somebody waits for them.
    newest?.frames('visible')
    const block = new Block(this.image)
    this.blocks.push(block)
    return block
  }

  private noteSide(row: Row): void {
    const isGone = row.gone !== null
    if (this.gone.has(row.id) === isGone) return
    if (isGone) this.gone.add(row.id)
    else this.gone.delete(row.id)
    const home = this.homes.get(row.id)
    if (home !== undefined) home.sideChanges += 1
  }
}

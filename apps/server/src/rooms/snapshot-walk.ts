// One joiner's way through a snapshot: the unfinished rows, then what is visible, then what is gone.
//
// What is visible is sent interlaced: of the whole time in which the board was drawn a little at first, then what
// lies between. People fill a board place by place, so whatever part of it a joiner looks at has ink soon.
//
// Rows change meanwhile. What is newer than the joiner's seq does no harm: it leaves such a row alone
// until the log has caught up with it. But a row that came back after its block's visible side had been
// sent is on neither side that this joiner gets, so a block that had such changes is sent whole again.

import { limits, type Row } from '@inkroom/protocol'
import { type BlockFrames, plainFramesOfRows } from './block-frames.ts'
import { type Block, roughBytesOf, type SnapshotBlocks } from './snapshot-blocks.ts'

export class SnapshotWalk {
  private readonly steps: Iterator<BlockFrames | readonly Uint8Array[]>

  constructor(blocks: SnapshotBlocks) {
    // Read at once, not when the walk gets there: see SnapshotBlocks. Rows are values; their frames are
    // made one by one, or one who reads nothing would be held a copy of all that is being drawn.
    this.steps = walk(blocks.unfinished(), [...blocks.all()])
  }

  /** Null behind the end. */
  next(): BlockFrames | readonly Uint8Array[] | null {
    const step = this.steps.next()
    return step.done === true ? null : step.value
  }
}

function* walk(
  unfinished: readonly Row[],
  blocks: readonly Block[],
): Generator<BlockFrames | readonly Uint8Array[], void> {
  for (const rows of chunksOf(unfinished)) yield plainFramesOfRows(rows)
  const sideChanges = new Map<Block, number>()
  for (const block of interlaced(blocks)) {
    sideChanges.set(block, block.sideChanges)
    yield block.frames('visible')
  }
  for (const block of blocks) {
    // Both sides are of one moment: a row that comes back between them would be on neither.
    const gone = block.frames('gone')
    if (sideChanges.get(block) !== block.sideChanges) yield block.frames('visible')
    yield gone
  }
}

/** All of them: the first, the one in the middle, those in the middle of the halves, and so on. */
export function* interlaced<T>(all: readonly T[]): Generator<T, void> {
  yield* all.slice(0, 1)
  let step = 2 ** Math.ceil(Math.log2(Math.max(1, all.length)))
  for (; step > 1; step /= 2) {
    for (let at = step / 2; at < all.length; at += step) yield* all.slice(at, at + 1)
  }
}

function* chunksOf(rows: readonly Row[]): Generator<readonly Row[], void> {
  let chunk: Row[] = []
  let bytes = 0
  for (const row of rows) {
    const more = roughBytesOf(row)
    if (chunk.length > 0 && bytes + more > limits.CHUNK_BYTES) {
      yield chunk
      chunk = []
      bytes = 0
    }
    chunk.push(row)
    bytes += more
  }
  yield chunk
}

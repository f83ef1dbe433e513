// Rows as frames of at most a chunk each, compressed where that gains something.

import { promisify } from 'node:util'
import { deflateRaw } from 'node:zlib'
import { encodeDown, encodeRows, limits, type Row } from '@inkroom/protocol'

/** Runs in Node's thread pool. */
const compress = promisify(deflateRaw)
/** Below it, DEFLATE's own bytes outweigh the gain. */
const MIN_COMPRESSED_BYTES = 256
const LEVEL = 6

/** Frames of rows as they were when this was made; there at once, or once they are compressed. */
export class BlockFrames {
  readonly promise: Promise<readonly Uint8Array[]>
  private frames: readonly Uint8Array[] | null = null

  constructor(rows: readonly Row[]) {
    if (rows.length === 0) this.frames = []
    this.promise = Promise.all(chunksOfRows(rows).map(compressedFrame)).then(frames => {
      this.frames = frames
      return frames
    })
    // Who waits hears of a failure; a block that is made ahead has nobody waiting.
    this.promise.catch(() => {})
  }

  get ready(): readonly Uint8Array[] | null {
    return this.frames
  }
}

/** Uncompressed, at once: for the few rows that everybody is just drawing. */
export function plainFramesOfRows(rows: readonly Row[]): readonly Uint8Array[] {
  return chunksOfRows(rows).map(plainFrame)
}

/** Each of at most a chunk; a larger row stands alone. */
function chunksOfRows(rows: readonly Row[]): Uint8Array[] {
  if (rows.length === 0) return []
  const chunk = encodeRows(rows)
  if (chunk.length <= limits.CHUNK_BYTES || rows.length === 1) return [chunk]
  const middle = rows.length >>> 1
  return [...chunksOfRows(rows.slice(0, middle)), ...chunksOfRows(rows.slice(middle))]
}

function plainFrame(chunk: Uint8Array): Uint8Array {
  return encodeDown({ type: 'rows', rawBytes: chunk.length, compressed: false, payload: chunk })
}

async function compressedFrame(chunk: Uint8Array): Promise<Uint8Array> {
  if (chunk.length < MIN_COMPRESSED_BYTES) return plainFrame(chunk)
  const payload = await compress(chunk, { level: LEVEL })
  if (payload.length >= chunk.length) return plainFrame(chunk)
  return encodeDown({ type: 'rows', rawBytes: chunk.length, compressed: true, payload })
}

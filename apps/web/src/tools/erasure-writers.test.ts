import { authorIdOf, encodeOps, limits, objectIdOf } from '@inkroom/protocol'
import { expect, it } from 'vitest'
import { ErasureWriters } from './erasure-writers.ts'

it('wipes more than an op can say by several, each of which fits a batch', () => {
  let n = 0
  const writers = new ErasureWriters({ page: 0, mint: () => (n += 1) })
  // The farthest along that a stroke goes: such ranges take the most bytes.
  const from = limits.MAX_ERASED_STEP / 4096 - 40_000
  const ranges = Array.from({ length: 15_000 }, (_, i) => ({
    from: from + 2 * i,
    to: from + 2 * i + 1,
  }))
  const ops = writers.wipe([{ stroke: objectIdOf(authorIdOf(new Uint8Array(16)), 1), ranges }])
  expect(ops.map(({ kind }) => kind)).toEqual(['create', 'extend', 'extend', 'extend'])
  for (const op of ops) expect(encodeOps([op]).length).toBeLessThan(limits.MAX_FRAME_BYTES)
})

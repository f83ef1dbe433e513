import { encodeOps, limits, type Op, objectIdOf } from '@inkroom/protocol'
import { describe, expect, test } from 'vitest'
import { ANNA } from '../testing/batches.ts'
import { bodyOf, create, extend, remove, restore, set } from '../testing/ops.ts'
import { checkBatch } from './batch-check.ts'

const SWEEP: Op = { kind: 'sweep', page: 0, person: null, bornUpTo: 5 }
const id = objectIdOf(ANNA.author, 1)

const many = <T>(count: number, op: T): T[] => Array.from({ length: count }, () => op)

describe('a batch', () => {
  test.each<[string, readonly Op[]]>([
    ['a stroke', [create(1)]],
    [
      'of every kind',
      [create(1), extend(1, 8, bodyOf(1)), set(id, bodyOf(2)), remove(id), restore(1), SWEEP],
    ],
    ['as many ops as there may be', many(limits.MAX_BATCH_OPS, restore(1))],
    ['a clearing of some pages', many(4, SWEEP)],
  ])('%s is accepted', (_what, ops) => {
    const sweeps = ops.filter(({ kind }) => kind === 'sweep').length
    expect(checkBatch(encodeOps(ops), true)).toEqual({ kind: 'accepted', sweeps })
    expect(checkBatch(encodeOps(ops), false)).toEqual({ kind: 'refused', refusal: 'forbidden' })
  })

  test.each<[string, Uint8Array, string]>([
    ['one op too many', encodeOps(many(limits.MAX_BATCH_OPS + 1, restore(1))), 'too-large'],
    [
      'a field too large',
      encodeOps([set(id, new Uint8Array(limits.MAX_FIELD_BYTES + 1))]),
      'too-large',
    ],
    [
      'more ids than an op may name',
      encodeOps([remove(...many(limits.MAX_REMOVE_IDS + 1, id))]),
      'too-large',
    ],
    ['[G17] sweep upon sweep', encodeOps(many(5, SWEEP)), 'too-large'],
    ['an op of a later version', Uint8Array.of(0x07, 1), 'unknown-op'],
    ['no op', new Uint8Array(), 'malformed'],
    ['an op cut short', encodeOps([remove(id)]).slice(0, -1), 'malformed'],
    ['a number without end', new Uint8Array(20).fill(0xff).fill(0x01, 0, 1), 'malformed'],
    [
      'such an op behind a good one',
      Uint8Array.of(...encodeOps([restore(1), restore(2)]).slice(0, 2), 0x07),
      'unknown-op',
    ],
  ])('%s is refused', (_what, bytes, refusal) => {
    expect(checkBatch(bytes, true)).toEqual({ kind: 'refused', refusal })
  })
})

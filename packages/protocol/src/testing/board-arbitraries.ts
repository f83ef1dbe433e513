// Random histories of a board: few authors and few objects, so that ops meet each other often.

import * as fc from 'fast-check'
import { authorIdOf, objectIdOf, personIdOf } from '../ids.ts'
import type { Op } from '../op.ts'
import type { PlacedBatch } from '../row-table.ts'

const secret = (n: number): Uint8Array => new Uint8Array(16).fill(n)
export const AUTHORS = [0, 1, 2].map(n => ({
  author: authorIdOf(secret(n)),
  // The first two are tabs of one person.
  person: personIdOf(secret(n === 0 ? 1 : n)),
}))

const n = fc.nat(4)
const page = fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, fc.constant(1))
const bytes = fc.uint8Array({ maxLength: 4 })
const id = fc
  .tuple(fc.constantFrom(...AUTHORS), n)
  .map(([{ author }, number]) => objectIdOf(author, number))
const counter = fc.integer({ min: 1, max: 30 })

/** Ops that reach something more often than not. */
export const opArbitrary: fc.Arbitrary<Op> = fc.oneof(
  fc.record({
    kind: fc.constant('create' as const),
    n,
    page,
    parent: fc.option(id, { freq: 3 }),
    body: bytes,
    last: fc.boolean(),
  }),
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('extend' as const),
      n,
      at: fc.nat(10),
      body: bytes,
      last: fc.boolean(),
    }),
  },
  fc.record({
    kind: fc.constant('set' as const),
    id,
    field: fc.nat(3),
    value: bytes,
    over: fc.option(counter),
  }),
  fc.record({ kind: fc.constant('remove' as const), ids: fc.array(id, { maxLength: 4 }) }),
  fc.record({
    kind: fc.constant('sweep' as const),
    page,
    person: fc.option(fc.constantFrom(...AUTHORS.map(({ person }) => person))),
    bornUpTo: fc.nat(40),
  }),
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('restore' as const), counter }) },
)

const batchArbitrary = fc.record({
  who: fc.nat(AUTHORS.length - 1),
  ops: fc.array(opArbitrary, { minLength: 1, maxLength: 5 }),
})

/** A log: seqs without a gap from 1, each author's counters without a gap from 1. */
export const logArbitrary: fc.Arbitrary<PlacedBatch[]> = fc
  .array(batchArbitrary, { maxLength: 40 })
  .map(batches => {
    const counters = AUTHORS.map(() => 0)
    return batches.flatMap(({ who, ops }, i): PlacedBatch[] => {
      const of = AUTHORS[who]
      if (of === undefined) return []
      const next = (counters[who] ?? 0) + 1
      counters[who] = next
      return [{ ...of, counter: next, seq: i + 1, ops }]
    })
  })

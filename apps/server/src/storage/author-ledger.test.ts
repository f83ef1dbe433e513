import { batchDigestOf, limits } from '@inkroom/protocol'
import { describe, expect, test } from 'vitest'
import { REMEMBERED_BATCHES } from '../bounds.ts'
import { ANNA } from '../testing/batches.ts'
import { LedgerAuthor } from './author-ledger.ts'

const digest = batchDigestOf(Uint8Array.of(1))
const { MAX_UNSETTLED_BATCHES } = limits

function authorWith(refusals: number): LedgerAuthor {
  const author = new LedgerAuthor({ person: ANNA.person, last: 0, refusals: [] })
  for (let counter = 1; counter <= refusals; counter += 1) {
    author.placed = counter
    author.end(counter, { kind: 'refused', digest, refusal: 'forbidden' })
  }
  return author
}

describe("an author's refusals", () => {
  test('[G18] are remembered as far as a client may still ask for them, and no further', () => {
    const refused = authorWith(MAX_UNSETTLED_BATCHES + 10).refusedFrom(1)
    expect(refused.length).toBe(MAX_UNSETTLED_BATCHES)
    expect([refused[0]?.counter, refused.at(-1)?.counter]).toEqual([11, MAX_UNSETTLED_BATCHES + 10])
  })

  test('[G2] are told from the lowest counter on that the client holds', () => {
    const counters = authorWith(5)
      .refusedFrom(4)
      .map(({ counter }) => counter)
    expect(counters).toEqual([4, 5])
  })
})

describe('what became of a batch', () => {
  test('[G2] that was refused is remembered, however many came into the log behind it', () => {
    const author = authorWith(1)
    for (let counter = 2; counter <= REMEMBERED_BATCHES + 3; counter += 1) {
      author.placed = counter
      author.end(counter, { kind: 'logged', digest, seq: counter - 1 })
    }
    expect(author.endOf(1)).toEqual({ kind: 'refused', digest, refusal: 'forbidden' })
    expect([author.endOf(2), author.mayHaveForgotten(3), author.mayHaveForgotten(4)]).toEqual([
      null,
      true,
      false,
    ])
    expect(author.endOf(4)).toMatchObject({ kind: 'logged', seq: 3 })
  })
})

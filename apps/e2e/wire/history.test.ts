import { type AuthorId, type BatchDigest } from '@inkroom/protocol'
import { describe, expect, it } from 'vitest'
import { historyFaults, logFaults, type PlacedBatch, type Sight } from './history.ts'

// Names as the wire would bring them.
const ann = 'a' as AuthorId
const bob = 'b' as AuthorId

const batch = (seq: number, author: AuthorId, counter: number): PlacedBatch => ({
  seq,
  author,
  counter,
  digest: `${author}${counter}` as BatchDigest,
})
const saw = (placed: PlacedBatch): Sight => ({ kind: 'batch', ...placed })
const log = [batch(1, ann, 1), batch(2, bob, 1), batch(3, ann, 2)]

describe('the rules of a log', () => {
  it('hold for seqs without a gap and counters that are there once', () => {
    expect(logFaults(log)).toEqual([])
  })

  it('are broken by a gap, a batch that is there twice and one that is missing', () => {
    expect(logFaults([batch(1, ann, 1), batch(3, ann, 2)])).toHaveLength(1)
    expect(logFaults([batch(1, ann, 1), batch(2, ann, 1)])).toHaveLength(1)
    expect(logFaults([batch(1, ann, 1), batch(2, ann, 3)])).toHaveLength(1)
  })
})

describe('the rules of what a client saw', () => {
  it('hold for a log in order, resumed where it was left, or leapt by a snapshot', () => {
    expect(historyFaults(log.map(saw), log)).toEqual([])
    const [one, two, three] = log.map(saw)
    if (one === undefined || two === undefined || three === undefined) throw new Error('three')
    expect(historyFaults([one, { kind: 'resumed', seq: 1 }, two, three], log)).toEqual([])
    expect(historyFaults([one, { kind: 'snapshot', seq: 2 }, three], log)).toEqual([])
  })

  it('are broken by a gap, a repetition and a resumption elsewhere', () => {
    const [one, two] = log.map(saw)
    if (one === undefined || two === undefined) throw new Error('two')
    expect(historyFaults([two], log)).toHaveLength(1)
    expect(historyFaults([one, one], log)).toHaveLength(1)
    expect(historyFaults([one, { kind: 'resumed', seq: 2 }], log)).toHaveLength(1)
  })

  it('are broken by what the log does not have, or has otherwise', () => {
    expect(historyFaults([...log, batch(4, ann, 3)].map(saw), log)).toHaveLength(1)
    expect(historyFaults([saw(batch(1, bob, 1))], log)).toHaveLength(1)
  })
})

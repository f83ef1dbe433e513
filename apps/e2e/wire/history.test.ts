import {
  type AuthorId,
  type BatchDigest,
  chainStart,
  nextChain,
  type PersonId,
  type RoomId,
} from '@inkroom/protocol'
import { describe, expect, it } from 'vitest'
import {
  allFaults,
  chainOf,
  historyFaults,
  logFaults,
  ownWorkFaults,
  type PlacedBatch,
  pairFaults,
  type Sight,
} from './history.ts'

// Names as the wire would bring them.
const ann = 'aa'.repeat(8) as AuthorId
const bob = 'bb'.repeat(8) as AuthorId
const person = 'cc'.repeat(8) as PersonId
const room = 'dd'.repeat(8) as RoomId

const batch = (seq: number, author: AuthorId, counter: number): PlacedBatch => ({
  seq,
  author,
  person,
  counter,
  digest: `${author.slice(0, 15)}${counter}` as BatchDigest,
})
const saw = (seq: number, author: AuthorId, counter: number): Sight => ({
  kind: 'batch',
  ...batch(seq, author, counter),
})
const saved = (counter: number): Sight => ({ kind: 'settled', counter })
const resumed = (seq: number): Sight => ({ kind: 'resumed', seq })
const snapshot = (seq: number): Sight => ({ kind: 'snapshot', seq })

const log = [batch(1, ann, 1), batch(2, bob, 1), batch(3, ann, 2)]
const all = [saw(1, ann, 1), saw(2, bob, 1), saw(3, ann, 2)]

describe('the rules of a log', () => {
  it('hold for seqs without a gap and counters that are there once', () => {
    expect(logFaults(log)).toEqual([])
  })

  it.each([
    ['a gap', [batch(1, ann, 1), batch(3, ann, 2)]],
    ['a batch that is there twice', [batch(1, ann, 1), batch(2, ann, 1)]],
    ['one that is missing', [batch(1, ann, 1), batch(2, ann, 3)]],
    ['two that changed places', [batch(1, ann, 2), batch(2, ann, 1)]],
  ])('are broken by %s', (_, bad) => {
    expect(logFaults(bad)).not.toEqual([])
  })

  it('leave a refused counter out, and no other', () => {
    const refused = new Map([[ann, new Set([2, 3])]])
    expect(logFaults([batch(1, ann, 1), batch(2, ann, 4)], refused)).toEqual([])
    expect(logFaults([batch(1, ann, 1), batch(2, ann, 3)], refused)).toHaveLength(1)
    expect(logFaults([batch(1, bob, 1), batch(2, bob, 4)], refused)).toHaveLength(1)
  })

  it('are summed up by its chain, which any other order or content changes', () => {
    const [one, two] = log
    if (one === undefined || two === undefined) throw new Error('two')
    expect(chainOf(room, [])).toBe(chainStart(room))
    expect(chainOf(room, [one, two])).toBe(nextChain(nextChain(chainStart(room), one), two))
    expect(chainOf(room, [two, one])).not.toBe(chainOf(room, [one, two]))
    const forged = { ...two, person: 'ee'.repeat(8) as PersonId }
    expect(chainOf(room, [one, forged])).not.toBe(chainOf(room, [one, two]))
  })
})

describe('the rules of what a client saw', () => {
  it('hold for a log in order, resumed where it was left, or leapt by a snapshot', () => {
    expect(historyFaults(all, log)).toEqual([])
    expect(historyFaults([saw(1, ann, 1), resumed(1), saw(2, bob, 1)], log)).toEqual([])
    expect(historyFaults([saw(1, ann, 1), snapshot(2), saw(3, ann, 2)], log)).toEqual([])
  })

  it.each([
    ['a gap', [saw(2, bob, 1)]],
    ['a repetition', [saw(1, ann, 1), saw(1, ann, 1)]],
    ['a batch that comes before an earlier one', [saw(1, ann, 1), saw(3, ann, 2), saw(2, bob, 1)]],
    ['a resumption in front of what was seen', [...all, resumed(2)]],
    ['a resumption behind what was seen', [saw(1, ann, 1), resumed(2)]],
    ['a snapshot that goes back', [...all, snapshot(2)]],
    ['what the log does not have', [...all, saw(4, ann, 3)]],
    ['what the log has otherwise', [saw(1, bob, 1)]],
    ['other bytes', [{ ...saw(1, ann, 1), digest: 'ff'.repeat(8) as BatchDigest }]],
  ])('are broken by %s', (_, bad) => {
    expect(historyFaults(bad, log)).not.toEqual([])
  })
})

describe('the rules of what was called saved', () => {
  const annSaw = (sights: readonly Sight[]) => ownWorkFaults({ author: ann, sights }, log)

  it('hold for what was seen, or is in the rows of a snapshot, or was not called so yet', () => {
    expect(annSaw([saw(1, ann, 1), saved(1), saw(2, bob, 1), saw(3, ann, 2), saved(2)])).toEqual([])
    expect(annSaw([snapshot(3), saved(1), saved(2)])).toEqual([])
    expect(annSaw(all)).toEqual([])
  })

  it.each([
    ['a batch that is not in the log', [...all, saved(3)]],
    ['a batch that its author cannot see yet', [saw(1, ann, 1), saved(2)]],
    ['a batch that is saved twice', [...all, saved(1), saved(1)]],
    ['a batch that is saved before an earlier one', [...all, saved(2), saved(1)]],
  ])('are broken by %s', (_, bad) => {
    expect(annSaw(bad)).toHaveLength(1)
  })
})

describe('the rules of two clients', () => {
  it('hold where each saw a part of the same', () => {
    expect(pairFaults(all, [snapshot(1), saw(2, bob, 1)])).toEqual([])
  })

  it('are broken by two batches at one place', () => {
    expect(pairFaults(all, [saw(1, bob, 1)])).toHaveLength(1)
  })
})

it('asks for all rules at once', () => {
  const fine = [
    { author: ann, sights: [...all, saved(1), saved(2)] },
    { author: bob, sights: [snapshot(2), saved(1), saw(3, ann, 2)] },
  ]
  expect(allFaults(fine, log)).toEqual([])
  expect(allFaults(fine, log.slice(1))).not.toEqual([])
  expect(allFaults([...fine, { author: ann, sights: [saw(1, bob, 1)] }], log)).not.toEqual([])
  expect(allFaults([{ author: ann, sights: [saved(1)] }], log)).toHaveLength(1)
})

import { EMPTY_DIGEST } from '@inkroom/protocol'
import { describe, expect, it } from 'vitest'
import { BoardHarness } from './testing/board-harness.ts'

/** Live, with a replica that lost a row the server has. */
function diverged() {
  const board = new BoardHarness().join()
  board.otherDraws(1)
  board.otherDraws(2)
  board.settle()
  board.replica.reset()
  return board
}

const heals = (board: BoardHarness) => board.server.heard.filter(({ type }) => type === 'heal')

describe('a replica that is not what the server has', () => {
  it('[G1] is found by the next beat and healed by a snapshot on the same connection', () => {
    const board = diverged()
    board.server.beat(board.network.last)
    board.settle()
    expect(heals(board)).toEqual([{ type: 'heal', seq: 2, digest: EMPTY_DIGEST }])
    expect(board.told.diverged).toEqual([
      { seq: 2, expected: board.server.image.digest, actual: EMPTY_DIGEST },
    ])
    expect(board.told.healed).toEqual([{ seq: 2 }])
    expect(board.told['history-replaced']).toEqual([])
    expect(board.told.state.map(({ kind }) => kind).slice(-4)).toEqual([
      'live',
      'joining',
      'joining',
      'live',
    ])
    expect(board.network.links.length).toBe(1)
    expect(board.isSame).toBe(true)
  })

  it('[G1] is found at the caught-up mark of a resume', () => {
    const board = diverged().reconnect()
    expect(heals(board).length).toBe(1)
    expect(board.isSame).toBe(true)
  })

  it('[G1] is found by another chain hash at the same seq', () => {
    const board = new BoardHarness().join()
    board.otherDraws(1)
    board.settle()
    const { mark } = board.server
    const hash = board.server.hashes[0] ?? mark.hash
    board.server.send(board.network.last, {
      type: 'beat',
      ...mark,
      hash,
      reconnectSpreadMs: 1,
      isFull: false,
    })
    board.settle()
    expect(heals(board).length).toBe(1)
    expect(board.told.healed).toEqual([{ seq: 1 }])
  })

  it('is not suspected for a mark of another seq', () => {
    const board = diverged()
    board.server.beat(board.network.last)
    board.network.last.takeDown()
    const { mark } = board.server
    board.server.send(board.network.last, {
      type: 'beat',
      ...mark,
      seq: 9,
      reconnectSpreadMs: 1,
      isFull: false,
    })
    board.settle()
    expect(heals(board)).toEqual([])
  })

  it('asks once, however many beats come before the answer', () => {
    const board = diverged()
    for (let n = 0; n < 3; n += 1) board.server.beat(board.network.last)
    board.network.last.deliver()
    board.settle()
    expect(heals(board).length).toBe(1)
  })

  it('keeps its pending work, sends none of it twice, and goes on counting', () => {
    const board = diverged()
    board.server.beat(board.network.last)
    board.network.last.deliver()
    board.submit(1)
    board.submit(2)
    const { last } = board.network
    board.server.serve(last)
    expect(board.server.heard.at(-1)?.type).toBe('heal')
    board.settle()
    board.submit(3)
    board.settle()
    expect(board.server.repeats).toBe(0)
    expect(board.told.settled.map(({ counter }) => counter)).toEqual([1, 2, 3])
    expect(board.isSame).toBe(true)
  })

  it('is joined anew over another connection where the heal is not answered', () => {
    const board = diverged()
    board.server.beat(board.network.last)
    board.network.last.deliver()
    board.submit(1)
    board.network.last.takeUp()
    board.clock.advance(10_000)
    expect(board.told.lost).toEqual([{ end: { kind: 'cut' } }])
    board.comeBack()
    expect(board.told.settled).toEqual([{ counter: 1 }])
    expect(board.isSame).toBe(true)
  })

  it('does not ask for snapshot after snapshot where none helps', () => {
    const board = new BoardHarness()
    board.server.bend = frame =>
      frame.type === 'beat' || frame.type === 'caught-up'
        ? { ...frame, digest: { a: 1, b: 2 } }
        : frame
    board.join()
    for (let n = 0; n < 20; n += 1) {
      board.server.beat(board.network.last)
      board.settle()
    }
    expect(heals(board).length).toBe(1)
    expect(board.told.diverged.length).toBe(2)
    expect(board.told.healed).toEqual([])
    expect(board.kind).toBe('live')
  })
})

describe('a connection that fell behind', () => {
  it('reads on from the log and is live again by a second mark, with a new table of authors', () => {
    const board = new BoardHarness().join()
    const link = board.network.last
    board.otherDraws(1, 2)
    board.otherDraws(1, 3)
    board.settle()
    board.server.fallBehind(link)
    for (let n = 2; n <= 5; n += 1) board.otherDraws(n, 4)
    board.server.catchUp(link, 2)
    board.otherDraws(6, 4)
    board.otherDraws(2, 3)
    board.settle()
    expect(board.told.batch.map(({ entry }) => entry.seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
    expect(board.told.live.length).toBe(1)
    expect(board.isSame).toBe(true)
  })
})

// What clients of this kind have been found to do wrong after hours: each test is one fault that others had.

import { EPHEMERAL_KINDS } from '@inkroom/protocol'
import { describe, expect, it } from 'vitest'
import { BoardHarness } from './testing/board-harness.ts'

const MINUTE_MS = 60_000

/** The server beats every 9 s, and answers. */
function quietFor(board: BoardHarness, forMs: number): void {
  for (let passedMs = 0; passedMs < forMs; passedMs += 9_000) {
    board.clock.advance(9_000)
    board.server.beat(board.network.last)
    board.settle()
  }
}

/** Hidden for so long that timers fire once a second, and long chains of them once a minute. */
function hide({ clock }: BoardHarness): void {
  clock.throttleMs = 1_000
  clock.chainThrottleMs = MINUTE_MS
}

describe('a tab that is hidden for long', () => {
  it('[G8] keeps its link: no beat is missed because timers are late', () => {
    const board = new BoardHarness().join()
    hide(board)
    quietFor(board, 60 * MINUTE_MS)
    expect(board.network.links.length).toBe(1)
    expect(board.kind).toBe('live')
  })

  it('[G8] notices within 70 s that its link is dead', () => {
    // Wherever in the minute it dies.
    for (let beats = 0; beats < 20; beats += 1) {
      const board = new BoardHarness().join()
      hide(board)
      quietFor(board, 10 * MINUTE_MS + beats * 9_000)
      board.network.last.blackOut()
      const { length } = board.told.lost
      board.clock.advance(70_000)
      expect(board.told.lost.slice(length, length + 1)).toEqual([{ end: { kind: 'silent' } }])
    }
  })

  it('comes back by itself where the server is there again', () => {
    const board = new BoardHarness().join()
    hide(board)
    quietFor(board, 10 * MINUTE_MS)
    board.otherDraws(1)
    board.reconnect(1001)
    expect(board.kind).toBe('live')
    expect(board.isSame).toBe(true)
  })
})

describe('resuming', () => {
  const modes = ({ told }: BoardHarness) => told.welcome.slice(1).map(({ mode }) => mode)

  it('[G5] goes on after hours in which nothing was said but beats', () => {
    const board = new BoardHarness().join()
    board.otherDraws(1)
    quietFor(board, 8 * 60 * MINUTE_MS)
    board.network.last.drop()
    board.otherDraws(2)
    board.comeBack()
    expect(modes(board)).toEqual(['resumed'])
    expect(board.told.batch.map(({ entry }) => entry.seq)).toEqual([1, 2])
  })

  it('[G5] is from the log alone: passing words and refusals are no part of the place', () => {
    const board = new BoardHarness().join()
    board.otherDraws(1)
    board.settle()
    const before = board.client.position
    const word = { index: 7, kind: EPHEMERAL_KINDS.cursor, body: new Uint8Array([2]) }
    board.server.send(board.network.last, { type: 'ephemeral', all: [word, word] })
    board.server.refuse = () => 'forbidden'
    board.submit(1)
    board.settle()
    expect(board.client.position).toEqual(before)
    board.network.last.drop()
    board.otherDraws(2)
    board.comeBack()
    expect(modes(board)).toEqual(['resumed'])
    expect(board.isSame).toBe(true)
  })

  it('[G5] brings no entry twice, however often the link breaks', () => {
    const board = new BoardHarness().join()
    for (let n = 1; n <= 20; n += 1) {
      board.otherDraws(n)
      board.reconnect()
    }
    const seqs = board.told.batch.map(({ entry }) => entry.seq)
    expect(seqs).toEqual(Array.from({ length: 20 }, (_, at) => at + 1))
  })

  it('[G5] names no place of which the hash is of one history and the seq of another', () => {
    const board = new BoardHarness().join()
    board.otherDraws(1)
    board.otherDraws(2)
    board.settle().network.last.drop()
    board.server.loseTail(1)
    board.otherDraws(7)
    board.otherDraws(8)
    board.waitForTry()
    const { last } = board.network
    last.open()
    board.server.serve(last)
    // The welcome and no more: the new room's seq is known, its hash is not.
    last.deliver(1)
    expect(board.client.position).toBeNull()
    last.drop()
    board.comeBack()
    expect(board.isSame).toBe(true)
  })
})

describe('a server or proxy that closes what it just accepted', () => {
  const waitsMs = (end: (board: BoardHarness) => void) => {
    const board = new BoardHarness({ random: () => 0.999 })
    board.client.connect()
    return Array.from({ length: 8 }, () => {
      end(board)
      const { state } = board.client
      const leftMs = state.kind === 'waiting' ? state.untilMs - board.clock.nowMs() : 0
      board.waitForTry()
      return Math.round(leftMs / 1_000)
    })
  }

  it('[G9] is backed off from, with its sockets opened', () => {
    const opened = waitsMs(({ network: { last } }) => {
      last.open()
      last.drop(1000)
    })
    expect(opened).toEqual([2, 4, 8, 16, 30, 30, 30, 30])
  })

  it('[G9] is backed off from where the client was live for a moment each time', () => {
    const live = waitsMs(board => {
      board.openLast()
      board.network.last.drop(1000)
    })
    expect(live).toEqual([2, 4, 8, 16, 30, 30, 30, 30])
  })
})

describe('one connection after another', () => {
  it('is not ended by what an earlier one left behind', () => {
    const board = new BoardHarness().join()
    for (let n = 0; n < 10; n += 1) board.reconnect()
    // The watchdog's, and nothing else.
    expect(board.clock.pendingTimers).toBe(1)
    quietFor(board, 5 * MINUTE_MS)
    expect(board.network.links.length).toBe(11)
  })
})

import { CLOSE_REASONS } from '@inkroom/protocol'
import { describe, expect, it } from 'vitest'
import { BoardHarness } from './testing/board-harness.ts'

const fatal = Object.entries(CLOSE_REASONS).filter(([, { retry }]) => !retry)
const passing = Object.entries(CLOSE_REASONS).filter(([, { retry }]) => retry)

describe('a lost connection', () => {
  it('is followed by another, and the board by what was missed [G5]', () => {
    const board = new BoardHarness().join()
    board.otherDraws(1)
    board.settle()
    board.network.last.drop()
    expect(board.kind).toBe('waiting')
    board.otherDraws(2)
    board.comeBack()
    expect(board.kind).toBe('live')
    expect(board.server.heard.at(-1)).toMatchObject({ type: 'hello', resume: { seq: 1 } })
    expect(board.told.welcome.map(({ mode }) => mode)).toEqual(['snapshot', 'resumed'])
    expect(board.told.batch.map(({ entry }) => entry.seq)).toEqual([1, 2])
    expect(board.replica.resets).toBe(1)
    expect(board.isSame).toBe(true)
  })

  it('[G5] is resumed with nothing received yet', () => {
    const board = new BoardHarness().join().reconnect()
    expect(board.server.heard.at(-1)).toMatchObject({ resume: { seq: 0 } })
    expect(board.told.welcome.at(-1)?.mode).toBe('resumed')
  })

  it('[G5] is resumed for the hundredth time as for the first', () => {
    const board = new BoardHarness().join()
    for (let n = 1; n <= 100; n += 1) {
      board.network.last.drop()
      if (n % 3 > 0) board.otherDraws(n)
      board.comeBack()
    }
    expect(board.told.welcome.slice(1).every(({ mode }) => mode === 'resumed')).toBe(true)
    expect(board.told.batch.map(({ entry }) => entry.seq)).toEqual(
      board.server.log.map(({ seq }) => seq),
    )
    expect(board.isSame).toBe(true)
  })

  it('[G5] in the middle of a snapshot is joined anew from nothing', () => {
    const board = new BoardHarness().joinHalfway()
    board.reconnect()
    expect(board.server.heard.at(-1)).toMatchObject({ type: 'hello', resume: null })
    expect(board.replica.image.size).toBe(250)
    expect(board.isSame).toBe(true)
  })

  it('[G5] takes a snapshot where the server has another history', () => {
    const board = new BoardHarness().join()
    board.otherDraws(1)
    board.otherDraws(2)
    board.settle()
    board.network.last.drop()
    board.server.loseTail(1)
    board.otherDraws(7)
    board.comeBack()
    expect(board.told.welcome.at(-1)?.mode).toBe('snapshot')
    expect(board.isSame).toBe(true)
    expect(board.told.diverged).toEqual([])
  })

  it('[G3] says that the board went back, once, and sends on what was not settled', () => {
    const board = new BoardHarness().join()
    for (const n of [1, 2, 3]) board.submit(n)
    board.settle()
    board.network.last.drop()
    const counter = board.submit(4)
    board.server.loseTail(1)
    board.comeBack()
    expect(board.told['history-replaced']).toEqual([{ seq: 3, head: 1 }])
    expect(board.told.settled.at(-1)).toEqual({ counter })
    expect(board.server.log.map(entry => entry.counter)).toEqual([1, counter])
    expect(board.isSame).toBe(true)
    board.reconnect()
    expect(board.told['history-replaced'].length).toBe(1)
  })

  it('[G5] takes a snapshot where the log does not reach back far enough, as no other history', () => {
    const board = new BoardHarness().join()
    board.otherDraws(1)
    board.settle()
    board.network.last.drop()
    board.otherDraws(2)
    board.server.floor = 2
    board.comeBack()
    expect(board.told.welcome.at(-1)?.mode).toBe('snapshot')
    expect(board.told['history-replaced']).toEqual([])
    expect(board.isSame).toBe(true)
  })

  it('[G5] is mended by parts of the log that begin before what was asked for', () => {
    const board = new BoardHarness().join()
    for (let n = 1; n <= 3; n += 1) board.otherDraws(n)
    board.settle().network.last.drop()
    board.otherDraws(4)
    board.server.bend = frame =>
      frame.type === 'log' ? { ...frame, entries: board.server.log.slice(1) } : frame
    board.comeBack()
    expect(board.told.batch.map(({ entry }) => entry.seq)).toEqual([1, 2, 3, 4])
    expect(board.kind).toBe('live')
    expect(board.isSame).toBe(true)
  })

  it('[G9] is waited for within the window that the welcome named', () => {
    const board = new BoardHarness({ random: () => 0.999 })
    board.server.terms.reconnectSpreadMs = 8_000
    board.join().network.last.drop(1012)
    const { state } = board.client
    expect(state).toMatchObject({ kind: 'waiting', attempt: 2 })
    const waitMs = state.kind === 'waiting' ? state.untilMs - board.clock.nowMs() : 0
    expect(waitMs).toBe(7_992)
    board.clock.advance(7_991)
    expect(board.network.links.length).toBe(1)
    board.clock.advance(1)
    expect(board.network.links.length).toBe(2)
  })

  it('[G9] of 500 clients is not mended by more than 25 in any 100 ms', () => {
    let seed = 1
    const random = () => {
      seed = (seed * 48_271) % 2_147_483_647
      return seed / 2_147_483_647
    }
    const bins = new Map<number, number>()
    for (let n = 0; n < 500; n += 1) {
      const board = new BoardHarness({ random })
      board.server.terms.reconnectSpreadMs = 10_000
      board.join().clock.advance(6_000)
      const lostAtMs = board.clock.nowMs()
      board.network.last.drop()
      const { state } = board.client
      const bin = state.kind === 'waiting' ? Math.floor((state.untilMs - lostAtMs) / 100) : -1
      bins.set(bin, (bins.get(bin) ?? 0) + 1)
    }
    expect(bins.has(-1)).toBe(false)
    expect(Math.max(...bins.values())).toBeLessThanOrEqual(25)
  })

  it('[G9] goes by the window that the last beat named', () => {
    const board = new BoardHarness({ random: () => 0.5 }).join()
    board.server.terms.reconnectSpreadMs = 20_000
    board.server.beat(board.network.last)
    board.settle().network.last.drop()
    const { state } = board.client
    expect(state.kind === 'waiting' && state.untilMs - board.clock.nowMs()).toBe(10_000)
  })

  it('[G18] hands each beat on: a full board may have space again', () => {
    const board = new BoardHarness().join()
    const terms = { ...board.server.mark, reconnectSpreadMs: 1 }
    board.server.send(board.network.last, { type: 'beat', ...terms, isFull: true })
    board.server.send(board.network.last, { type: 'beat', ...terms, isFull: false })
    board.settle()
    expect(board.told.beat.map(({ isFull }) => isFull)).toEqual([true, false])
  })

  it('[G9] before any welcome is waited for within a second', () => {
    const board = new BoardHarness({ random: () => 0 })
    board.client.connect()
    board.network.last.drop()
    expect(board.client.state).toMatchObject({ kind: 'waiting', attempt: 2 })
    board.clock.advance(2_000)
    expect(board.network.links.length).toBe(2)
  })

  it('[G9] begins the backoff anew only after 5 s live', () => {
    const board = new BoardHarness().join()
    const attempts: unknown[] = []
    for (const liveMs of [4_999, 4_999, 5_000, 0]) {
      board.clock.advance(liveMs)
      board.network.last.drop()
      attempts.push('attempt' in board.client.state ? board.client.state.attempt : null)
      // Each time just behind the wait, so that no silence builds up meanwhile.
      const { state } = board.client
      board.clock.advance(state.kind === 'waiting' ? state.untilMs - board.clock.nowMs() : 0)
      board.openLast()
    }
    expect(attempts).toEqual([2, 3, 1, 2])
  })

  it.each(passing)('is mended after %s', (_name, { code }) => {
    expect(new BoardHarness().join().reconnect(code).kind).toBe('live')
  })

  it.each([4999, 3000, 4600, 1015])('is mended after the unknown code %i', code => {
    expect(new BoardHarness().join().reconnect(code).kind).toBe('live')
  })

  it.each(fatal)('[G10] is final after %s', (name, { code }) => {
    const board = new BoardHarness().join()
    board.network.last.drop(code)
    expect(board.client.state).toEqual({ kind: 'stopped', reason: name, code })
    board.clock.advance(600_000)
    board.client.retryNow()
    board.client.networkCame()
    board.client.connect()
    expect(board.network.links.length).toBe(1)
    expect(board.client.submit([{ kind: 'restore', counter: 1 }])).toEqual({ kind: 'stopped' })
  })

  it('[G10] is final after an unknown 44xx too', () => {
    const board = new BoardHarness().join()
    board.network.last.drop(4499)
    expect(board.client.state).toEqual({ kind: 'stopped', reason: 'unknown-final', code: 4499 })
  })

  it('[G9] is tried again for ever', () => {
    const board = new BoardHarness()
    board.client.connect()
    for (let n = 0; n < 500; n += 1) {
      board.network.last.drop()
      board.waitForTry()
    }
    expect(board.network.links.length).toBe(501)
    expect(board.client.state).toEqual({ kind: 'connecting', attempt: 501 })
  })

  it('[G9] is given up after maxAttempts, where that is set', () => {
    const board = new BoardHarness({ maxAttempts: 3 })
    board.client.connect()
    board.network.last.drop()
    board.waitForTry().network.last.drop()
    board.waitForTry().network.last.drop()
    board.clock.advance(600_000)
    expect(board.network.links.length).toBe(3)
    expect(board.told['gave-up']).toEqual([{ attempts: 3 }])
    expect(board.client.state).toEqual({ kind: 'stopped', reason: 'gave-up', code: null })
  })
})

describe('an attempt', () => {
  it('[G9] is cut at 10 s, whether its socket opened or not', () => {
    for (const opens of [false, true]) {
      const board = new BoardHarness()
      board.client.connect()
      if (opens) board.network.last.open()
      board.clock.advance(9_999)
      expect(board.kind).toBe('connecting')
      board.clock.advance(1)
      expect(board.kind).toBe('waiting')
      expect(board.told.lost).toEqual([{ end: { kind: 'cut' } }])
      expect(board.network.last.closedByClient).toMatchObject({ code: 1000 })
    }
  })

  it('is not cut while a long snapshot comes in', () => {
    const board = new BoardHarness()
    for (let n = 1; n <= 250; n += 1) board.otherDraws(n)
    board.client.connect()
    board.network.last.open()
    board.server.serve(board.network.last)
    for (let n = 0; n < 4; n += 1) {
      board.network.last.deliver(1)
      board.clock.advance(9_000)
    }
    board.settle()
    expect(board.kind).toBe('live')
    expect(board.network.links.length).toBe(1)
  })

  it('[G9] is made at once when someone asks', () => {
    const board = new BoardHarness({ random: () => 0.9 }).join()
    board.network.last.drop()
    board.client.retryNow()
    expect(board.kind).toBe('connecting')
    expect(board.network.links.length).toBe(2)
    board.client.retryNow()
    expect(board.network.links.length).toBe(2)
  })

  it('leaves no timer behind that could make another', () => {
    const board = new BoardHarness().join()
    board.network.last.drop()
    board.client.retryNow()
    board.openLast()
    board.client.close()
    expect(board.clock.pendingTimers).toBe(0)
  })

  it('that can never work stops the client', () => {
    const board = new BoardHarness()
    const error = new SyntaxError('not a URL')
    board.network.openSocket = () => {
      throw error
    }
    board.client.connect()
    expect(board.told.error).toEqual([{ error }])
    expect(board.client.state).toEqual({ kind: 'stopped', reason: 'internal', code: null })
  })
})

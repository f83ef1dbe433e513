// Any schedule of drawing, losing, half-losing, refusing and delivering in pieces ends in one board.

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BoardHarness } from './testing/board-harness.ts'

const anyStep = fc.oneof(
  { weight: 6, arbitrary: fc.constant({ act: 'draw' as const }) },
  { weight: 4, arbitrary: fc.record({ act: fc.constant('serve' as const) }) },
  { weight: 6, arbitrary: fc.record({ act: fc.constant('deliver' as const), count: fc.nat(4) }) },
  { weight: 3, arbitrary: fc.constant({ act: 'other' as const }) },
  { weight: 2, arbitrary: fc.constant({ act: 'drop' as const }) },
  { weight: 1, arbitrary: fc.constant({ act: 'black-out' as const }) },
  { weight: 1, arbitrary: fc.constant({ act: 'suspend' as const }) },
  { weight: 1, arbitrary: fc.constant({ act: 'sleep' as const }) },
  { weight: 1, arbitrary: fc.constant({ act: 'forget' as const }) },
  { weight: 1, arbitrary: fc.constant({ act: 'beat' as const }) },
  { weight: 1, arbitrary: fc.constant({ act: 'floor' as const }) },
  { weight: 3, arbitrary: fc.record({ act: fc.constant('wait' as const), ms: fc.nat(4_000) }) },
)

type Step = typeof anyStep extends fc.Arbitrary<infer S> ? S : never

class Schedule {
  readonly board = new BoardHarness()
  readonly submitted: number[] = []
  private opened = 0
  private drawn = 0

  constructor() {
    this.board.server.rowsPerChunk = 2
    // Every fifth object is refused.
    this.board.server.refuse = ([op]) =>
      op?.kind === 'create' && op.n % 5 === 0 ? 'forbidden' : null
    this.board.client.connect()
  }

  take(step: Step): void {
    const { board } = this
    const { last } = board.network
    this.openNew()
    switch (step.act) {
      case 'draw':
        this.submitted.push(board.submit((this.drawn += 1)))
        break
      case 'serve':
        board.server.serve(last)
        break
      case 'deliver':
        last.deliver(step.count)
        break
      case 'other':
        board.otherDraws((this.drawn += 1), 2 + (this.drawn % 3))
        break
      case 'drop':
        if (board.client.state.kind !== 'idle') last.drop()
        break
      case 'black-out':
        last.blackOut()
        break
      case 'suspend':
        board.client.suspend()
        board.client.connect()
        break
      case 'sleep':
        board.clock.sleep(600_000)
        break
      case 'forget':
        board.replica.reset()
        break
      case 'beat':
        if (board.server.knows(last)) board.server.beat(last)
        break
      case 'floor':
        board.server.floor = board.server.log.length
        break
      case 'wait':
        board.clock.advance(step.ms)
        break
    }
  }

  /** Sockets open as soon as they can. */
  private openNew(): void {
    const { links, last } = this.board.network
    if (links.length > this.opened) last.open()
    this.opened = links.length
  }

  /** From here on all is well: the link works, and the server beats. */
  calmDown(): void {
    const { board } = this
    board.client.suspend()
    board.client.connect()
    board.openLast()
    board.server.beat(board.network.last)
    board.settle()
  }
}

describe('any schedule', () => {
  it('[G1] [G2] [G5] ends in the server’s board, each batch with one outcome, in order', () => {
    fc.assert(
      fc.property(fc.array(anyStep, { maxLength: 80 }), steps => {
        const schedule = new Schedule()
        for (const each of steps) schedule.take(each)
        schedule.calmDown()
        const { board, submitted } = schedule
        expect(board.kind).toBe('live')
        expect(board.isSame).toBe(true)
        expect(board.told.error).toEqual([])
        expect(board.client.unsettledCount).toBe(0)
        expect(board.replica.pending.size).toBe(0)
        const settled = board.told.settled.map(({ counter }) => counter)
        const refused = board.told.refused.map(({ counter }) => counter)
        expect([...settled, ...refused].toSorted((a, b) => a - b)).toEqual(submitted)
        const own = board.server.log.filter(({ author }) => author === board.client.author)
        expect(own.map(({ counter }) => counter)).toEqual(settled.toSorted((a, b) => a - b))
      }),
      { numRuns: 300 },
    )
  })

  it('leaves no timer behind after it is closed', () => {
    fc.assert(
      fc.property(fc.array(anyStep, { maxLength: 40 }), steps => {
        const schedule = new Schedule()
        for (const each of steps) schedule.take(each)
        schedule.board.client.close()
        expect(schedule.board.clock.pendingTimers).toBe(0)
      }),
    )
  })
})

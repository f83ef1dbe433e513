import { describe, expect, it } from 'vitest'
import { BoardHarness } from '../testing/board-harness.ts'
import { leftWork, logged, Visits } from '../testing/visits.ts'

describe('a store that fails', () => {
  it('[G4] is told of, and work goes on in memory', async () => {
    const { visits, page } = await leftWork(1)
    page.isFull = true
    page.board.submit(2)
    visits.clock.advance(50)
    await visits.run()
    const { board } = page
    expect(board.told.kept).toEqual([{ isKept: false, unkeptCount: 2 }])
    expect([board.client.isKept, board.client.unkeptCount]).toEqual([false, 2])
    page.isFull = false
    visits.clock.advance(3_000)
    await visits.run()
    expect(board.told.kept.at(-1)).toEqual({ isKept: true, unkeptCount: 0 })
    await visits.calm()
    expect(logged(visits, 1)).toEqual([1, 2])
  })

  it('[G20] to be read is told of, until it can be read again', async () => {
    const visits = new Visits()
    const page = visits.open()
    page.isUnreadable = true
    await visits.run()
    expect(page.board.told.kept).toEqual([{ isKept: false, unkeptCount: 0 }])
    page.isUnreadable = false
    await visits.pass(60_000)
    expect(page.board.told.kept.at(-1)).toEqual({ isKept: true, unkeptCount: 0 })
  })

  it('without one, nothing is called kept', () => {
    const board = new BoardHarness()
    board.submit(1)
    expect([board.client.isKept, board.client.unkeptCount]).toEqual([false, 1])
  })
})

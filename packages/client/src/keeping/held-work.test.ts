import { describe, expect, it } from 'vitest'
import { authorNumbered } from '../testing/board-harness.ts'
import { logged, stored, turn, Visits } from '../testing/visits.ts'

describe('stored work for a board that was replaced', () => {
  async function replacedBoard() {
    const visits = new Visits()
    const page = visits.open()
    await visits.run()
    page.board.submit(1)
    await visits.run()
    page.board.network.last.drop()
    page.board.submit(2)
    visits.clock.advance(50)
    await visits.run()
    return { visits, page }
  }
  const heldCounters = ({
    heldWork,
  }: {
    heldWork: readonly { batches: readonly { counter: number }[] }[]
  }) => heldWork.map(({ batches }) => batches.map(({ counter }) => counter))

  it('[G5] is held after a reload, told, and poured into nothing', async () => {
    const { visits, page } = await replacedBoard()
    page.quit()
    visits.replaceBoard()
    const { board } = visits.open()
    await visits.calm()
    expect(visits.server.log).toEqual([])
    expect(heldCounters(board.client)).toEqual([[2]])
    expect(board.told['orphan-blocked']).toMatchObject([{ reason: 'board-replaced' }])
    expect(board.replica.adopted.size).toBe(0)
    expect(board.client.unsettledCount).toBe(0)
    expect(await stored(visits)).toEqual([[2]])
  })

  it('[G5] under another name than the one that is open is not poured into what replaced it', async () => {
    const { visits, page } = await replacedBoard()
    page.quit()
    visits.replaceBoard()
    const { board } = visits.open({ roomName: 'elsewhere' })
    await visits.calm()
    expect(visits.server.log).toEqual([])
    expect(board.told['orphan-blocked']).toMatchObject([
      { reason: 'board-replaced', roomName: 'sketch' },
    ])
    expect(board.client.heldWork).toEqual([])
    expect(await stored(visits)).toEqual([[2]])
  })

  it('is held from one visit to the next, beside what was drawn on the new board', async () => {
    const { visits, page } = await replacedBoard()
    visits.replaceBoard()
    await visits.calm()
    expect(heldCounters(page.board.client)).toEqual([[2]])
    page.board.submit(3)
    await visits.run()
    page.board.network.last.drop()
    page.board.submit(4)
    page.quit()
    const { board } = visits.open()
    await visits.calm()
    expect(logged(visits, 1)).toEqual([3, 4])
    expect(heldCounters(board.client)).toEqual([[2]])
    expect(await stored(visits)).toEqual([[2]])
  })

  it('goes out when the board is back', async () => {
    const { visits, page } = await replacedBoard()
    page.quit()
    const { log } = visits.server
    visits.replaceBoard()
    await visits.run()
    visits.open()
    await visits.calm()
    visits.replaceBoard(1)
    for (const { author, person, bytes } of log) visits.server.appendFrom(author, person, bytes)
    visits.open()
    await visits.calm()
    expect(logged(visits, 1)).toEqual([1, 2])
  })

  it('[G4] goes out when the board is back while the page that found it is open', async () => {
    const { visits, page } = await replacedBoard()
    page.quit()
    const { log } = visits.server
    visits.replaceBoard()
    const { board } = visits.open()
    await visits.calm()
    expect(heldCounters(board.client)).toEqual([[2]])
    visits.replaceBoard(1)
    for (const { author, person, bytes } of log) visits.server.appendFrom(author, person, bytes)
    await visits.calm()
    expect(logged(visits, 1)).toEqual([1, 2])
    expect(await stored(visits)).toEqual([])
    expect(board.isSame).toBe(true)
  })

  it('[G4] stays held, and is never called saved, where its board came back and its page drew on there', async () => {
    const { visits, page } = await replacedBoard()
    const { log } = visits.server
    visits.replaceBoard()
    await visits.calm()
    page.board.submit(3)
    await visits.calm()
    visits.replaceBoard(1)
    for (const { author, person, bytes } of log) visits.server.appendFrom(author, person, bytes)
    await visits.calm()
    page.board.submit(4)
    await visits.calm()
    expect(logged(visits, 1)).toEqual([1, 4])
    page.quit()
    const { board } = visits.open()
    await visits.calm()
    expect(heldCounters(board.client)).toEqual([[2]])
    expect(board.replica.adopted.size).toBe(0)
    expect(await stored(visits)).toEqual([[2]])
  })
})

describe('held work that was taken along', () => {
  async function heldByBoth() {
    const visits = new Visits()
    const pages = [visits.open(), visits.open()] as const
    await visits.run()
    pages[0].board.submit(1)
    await visits.run()
    for (const { board } of pages) {
      board.network.last.drop()
      board.submit(2)
    }
    visits.clock.advance(50)
    await turn()
    pages[1].quit()
    visits.replaceBoard()
    await visits.calm()
    return { visits, client: pages[0].board.client }
  }

  it('is let go by its author, of this visit and of earlier ones, here and in the store', async () => {
    const { visits, client } = await heldByBoth()
    const [own, other] = [authorNumbered(1), authorNumbered(2)]
    expect(client.heldWork.map(({ author }) => author)).toEqual([own, other])
    client.discardHeld(other)
    expect(client.heldWork.map(({ author }) => author)).toEqual([own])
    await visits.run()
    expect((await visits.store.load()).map(({ author }) => author)).toEqual([own])
    client.discardHeld(own)
    visits.clock.advance(50)
    await visits.run()
    expect(client.heldWork).toEqual([])
    expect(await visits.store.load()).toEqual([])
  })

  it('takes nothing along that is for this board', async () => {
    const { visits, client } = await heldByBoth()
    const [page] = visits.pages
    page?.board.network.last.drop()
    page?.board.submit(3)
    visits.clock.advance(50)
    await turn()
    client.discardHeld(authorNumbered(1))
    visits.clock.advance(50)
    await turn()
    // The other's held batch, and the new one.
    expect((await stored(visits)).flat().toSorted((a, b) => a - b)).toEqual([1, 3])
    await visits.calm()
    expect(logged(visits, 1)).toEqual([3])
  })
})

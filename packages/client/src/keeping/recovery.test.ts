// Work that outlives its page, on a fake network and a virtual clock.

import { describe, expect, it } from 'vitest'
import { authorNumbered, keyOf } from '../testing/board-harness.ts'
import { leftWork, logged, stored, turn, Visits } from '../testing/visits.ts'

describe('unsettled work', () => {
  it('[G4] older than 100 ms outlives a page that crashes, and goes out by itself', async () => {
    const { visits, page } = await leftWork(3)
    await visits.run()
    expect(page.board.client.unkeptCount).toBe(0)
    page.crash()
    const next = visits.open()
    await visits.run()
    expect(logged(visits, 1)).toEqual([1, 2, 3])
    expect(next.board.told.recovered).toEqual([{ sent: 3, refused: 0 }])
    expect(await stored(visits)).toEqual([])
    expect(next.board.isSame).toBe(true)
  })

  it('[G4] of the last moment outlives a page that is left', async () => {
    const visits = new Visits()
    const page = visits.open()
    await visits.run()
    page.board.network.last.blackOut()
    page.board.submit(1)
    page.quit()
    visits.open()
    await visits.run()
    expect(logged(visits, 1)).toEqual([1])
  })

  it('is never written where the server is quicker', async () => {
    const visits = new Visits()
    const page = visits.open()
    await visits.run()
    page.board.submit(1)
    await visits.run()
    visits.clock.advance(50)
    page.crash()
    expect(await stored(visits)).toEqual([])
    expect(page.board.client.isKept).toBe(true)
  })

  it('[G2] that the server had already is not sent twice, and not called new', async () => {
    const visits = new Visits()
    const page = visits.open()
    await visits.run()
    page.board.submit(1)
    page.board.submit(2)
    visits.server.serve(page.board.network.last)
    page.quit()
    const next = visits.open()
    await visits.run()
    expect(logged(visits, 1)).toEqual([1, 2])
    expect(visits.server.repeats).toBe(0)
    expect(next.board.told.recovered).toEqual([])
    expect(next.board.replica.adopted.size).toBe(0)
    expect(await stored(visits)).toEqual([])
  })

  it('[G2] is drained by several tabs at once, and counted once', async () => {
    const { visits, page } = await leftWork(3)
    page.quit()
    const tabs = [visits.open(), visits.open(), visits.open()]
    await visits.run()
    expect(logged(visits, 1)).toEqual([1, 2, 3])
    for (const { board } of tabs) {
      expect(board.isSame).toBe(true)
      expect(board.client.unsettledCount).toBe(0)
      expect(board.told.error).toEqual([])
    }
  })

  it('leaves the work of a tab that lives alone', async () => {
    const { visits } = await leftWork(2)
    const other = visits.open()
    await visits.run()
    expect(other.board.network.links.length).toBe(1)
    expect(other.board.replica.adopted.size).toBe(0)
  })
})

describe('work of an earlier visit', () => {
  it('[G4] shows at once, also without a connection, and counts as unsettled', async () => {
    const { visits, page } = await leftWork(2)
    page.quit()
    const next = visits.open()
    next.board.network.last.drop()
    await visits.run()
    const { board } = next
    expect(Array.from(board.replica.adopted.values(), ({ counter }) => counter)).toEqual([1, 2])
    expect([board.client.adoptedCount, board.client.unsettledCount]).toEqual([2, 2])
    board.submit(1)
    expect(board.told.unsettled.at(-1)).toEqual({ count: 3 })
    await visits.calm()
    expect(board.client.unsettledCount).toBe(0)
    expect(board.told.unsettled.at(-1)).toEqual({ count: 0 })
    expect(logged(visits, 1)).toEqual([1, 2])
  })

  it('leaves when the rows of a snapshot have it, and not before', async () => {
    const { visits, page } = await leftWork(1)
    page.quit()
    const next = visits.open()
    const { board } = next
    await visits.run()
    expect(board.replica.adopted.size).toBe(0)
    expect(board.isSame).toBe(true)
    expect(board.client.seq).toBe(1)
  })

  it('is sent over the connection of its own key, and costs no second copy of the board', async () => {
    const { visits, page } = await leftWork(1)
    page.quit()
    visits.open()
    await visits.run()
    const hellos = visits.server.heard.filter(frame => frame.type === 'hello')
    expect(hellos.at(-1)).toMatchObject({ authorKey: keyOf(1), personKey: keyOf(101), floor: 1 })
    expect(hellos.at(-1)?.resume).toMatchObject({ seq: 0 })
  })

  it('is tried again when the link breaks in between', async () => {
    const { visits, page } = await leftWork(2)
    page.quit()
    const next = visits.open()
    await visits.join(next)
    expect(next.board.network.links.length).toBe(2)
    visits.restartServer()
    await visits.calm()
    expect(logged(visits, 1)).toEqual([1, 2])
    expect(await stored(visits)).toEqual([])
  })

  it('leaves where another tab has sent it before this one could join', async () => {
    const { visits, page } = await leftWork(2)
    page.quit()
    const late = visits.open()
    late.board.network.last.drop()
    await turn()
    expect(late.board.client.adoptedCount).toBe(2)
    visits.open()
    await visits.run()
    expect(logged(visits, 1)).toEqual([1, 2])
    await visits.calm()
    expect(late.board.kind).toBe('live')
    expect(late.board.client.unsettledCount).toBe(0)
    expect(late.board.isSame).toBe(true)
  })

  it('for another board is sent after this one’s, and not shown', async () => {
    const { visits, page } = await leftWork(2)
    page.quit()
    const { board } = visits.open({ roomName: 'elsewhere' })
    await visits.run()
    expect(board.told.recovered).toEqual([])
    expect(board.told.unsettled).toEqual([])
    expect(logged(visits, 1)).toEqual([1, 2])
    const hellos = visits.server.heard.filter(frame => frame.type === 'hello')
    expect(hellos.at(-1)).toMatchObject({ roomName: 'sketch', resume: null })
  })

  it('that the server will have nothing of stays stored, and is told', async () => {
    const { visits, page } = await leftWork(2)
    page.quit()
    const next = visits.open()
    const { board } = next
    await visits.join(next)
    expect(board.network.links.length).toBe(2)
    board.network.last.drop(4403)
    await visits.calm()
    expect(board.told['orphan-blocked']).toMatchObject([
      { reason: 'capability-wrong', roomName: 'sketch', author: authorNumbered(1) },
    ])
    expect(await stored(visits)).toEqual([[1, 2]])
    expect(board.client.adoptedCount).toBe(2)
    visits.restartServer()
    await visits.calm()
    expect(board.told['orphan-blocked'].length).toBe(1)
    expect(board.network.links.length).toBe(3)
  })

  it('[G4] shows where the first connection is lost before the store answers', async () => {
    const { visits, page } = await leftWork(2)
    page.quit()
    const next = visits.open()
    const { board } = next
    const answer = next.holdLoads()
    await visits.run()
    expect(board.kind).toBe('live')
    board.network.last.drop()
    answer()
    await turn()
    expect(Array.from(board.replica.adopted.values(), ({ counter }) => counter)).toEqual([1, 2])
    expect(board.client.unsettledCount).toBe(2)
    expect(board.network.links.length).toBe(1)
  })

  it('shows in no client that was closed before the store answers', async () => {
    const { visits, page } = await leftWork(2)
    page.quit()
    const next = visits.open()
    const answer = next.holdLoads()
    await visits.run()
    next.board.client.close()
    answer()
    await turn()
    expect(next.board.replica.adopted.size).toBe(0)
  })
})

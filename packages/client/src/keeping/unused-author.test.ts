import { describe, expect, it } from 'vitest'
import { authorNumbered, createOps, keyOf, personNumbered } from '../testing/board-harness.ts'
import { leftWork, logged, stored, turn, Visits } from '../testing/visits.ts'

describe('an author key of an earlier run', () => {
  const again = { authorKey: keyOf(1) }

  it('[G4] is refused while the store has work under it, which is left as it is', async () => {
    const { visits, page } = await leftWork(3)
    page.quit()
    const before = await visits.store.load()
    const { board } = visits.open(again)
    board.submit(7)
    visits.clock.advance(50)
    await visits.run()
    expect(board.client.state).toMatchObject({ kind: 'stopped', reason: 'internal' })
    expect(board.told.error).toMatchObject([{ error: { name: 'AuthorKeyReusedError' } }])
    expect(await visits.store.load()).toEqual(before)
    visits.open()
    await visits.run()
    expect(logged(visits, 1)).toEqual([1, 2, 3])
  })

  it('is no matter where the page is put aside and comes back', async () => {
    const { visits, page } = await leftWork(3)
    page.board.client.suspend()
    await turn()
    page.board.client.connect()
    await visits.run()
    expect(page.board.kind).toBe('live')
    expect(logged(visits, 1)).toEqual([1, 2, 3])
  })

  /** The store is empty again: all of the earlier run was saved. */
  async function savedWork(count: number) {
    const visits = new Visits()
    const page = visits.open()
    await visits.run()
    for (let n = 1; n <= count; n += 1) page.board.submit(n)
    await visits.run()
    page.quit()
    return visits
  }

  it('[G2] is refused by what the server has where the store is empty, and no id is made anew', async () => {
    const visits = await savedWork(2)
    const { board } = visits.open(again)
    await visits.run()
    expect(board.client.state).toMatchObject({ kind: 'stopped', reason: 'internal' })
    expect(board.told.error).toMatchObject([{ error: { name: 'AuthorKeyReusedError' } }])
    expect(board.client.submit(createOps(1))).toEqual({ kind: 'stopped' })
    expect(logged(visits, 1)).toEqual([1, 2])
  })

  it('[G4] has what was drawn under it refused, and not stored to be taken for saved later', async () => {
    const visits = await savedWork(2)
    const { board } = visits.open(again)
    board.submit(7)
    visits.clock.advance(50)
    await turn()
    expect(await stored(visits)).toEqual([[1]])
    await visits.run()
    expect(board.told.refused).toMatchObject([{ counter: 1, refusal: 'conflict' }])
    expect(board.told.settled).toEqual([])
    expect(board.replica.endings).toEqual(['refuse 1 conflict'])
    expect(await stored(visits)).toEqual([])
  })

  it('is not seen in what another page has sent before this one was welcomed', async () => {
    const visits = new Visits()
    const { board } = visits.open()
    board.network.last.drop()
    board.submit(1)
    visits.clock.advance(50)
    await turn()
    const [outbox] = await visits.store.load()
    visits.server.appendFrom(
      authorNumbered(1),
      personNumbered(1),
      outbox?.batches[0]?.bytes ?? new Uint8Array(),
    )
    await visits.calm()
    expect(board.kind).toBe('live')
    expect(board.client.unsettledCount).toBe(0)
    expect(board.told.error).toEqual([])
  })
})

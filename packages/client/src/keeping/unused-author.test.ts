import { describe, expect, it } from 'vitest'
import { keyOf } from '../testing/board-harness.ts'
import { leftWork, logged, turn } from '../testing/visits.ts'

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
})

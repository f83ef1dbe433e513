import { describe, expect, it } from 'vitest'
import { authorNumbered, personNumbered } from '../testing/board-harness.ts'
import { leftWork, logged, stored } from '../testing/visits.ts'

describe('work of an earlier visit that does not end in the log', () => {
  it('[G2] that is refused goes to the tray with its ops, and holds up nothing', async () => {
    const { visits, page } = await leftWork(3)
    page.quit()
    visits.server.refuse = ([op]) => (op?.kind === 'create' && op.n === 2 ? 'forbidden' : null)
    const { board } = visits.open()
    await visits.run()
    expect(logged(visits, 1)).toEqual([1, 3])
    expect(board.told.refused).toMatchObject([
      { author: authorNumbered(1), counter: 2, refusal: 'forbidden' },
    ])
    expect(board.told.refused[0]?.batch.ops).toMatchObject([{ kind: 'create', n: 2 }])
    expect(board.told.recovered).toEqual([{ sent: 2, refused: 1 }])
    expect(board.client.unsettledCount).toBe(0)
  })

  it('[G10] that this server’s frames cannot hold is refused there too', async () => {
    const { visits, page } = await leftWork(1)
    const body = new Uint8Array(100)
    page.board.client.submit([{ kind: 'create', n: 2, page: 0, parent: null, body, last: true }])
    page.board.submit(3)
    page.quit()
    visits.server.terms.maxFrameBytes = 64
    const { board } = visits.open()
    await visits.run()
    expect(logged(visits, 1)).toEqual([1, 2, 3])
    expect(board.told.refused).toMatchObject([{ counter: 2, refusal: 'too-large' }])
    expect(board.told.recovered).toEqual([{ sent: 2, refused: 1 }])
    expect(visits.server.image.size).toBe(2)
  })

  it('[G4] with a gap in its counters is sent all the same, and what is missing is told', async () => {
    const { visits, page } = await leftWork(3)
    page.quit()
    const [outbox] = await visits.store.load()
    if (outbox === undefined) throw new Error('nothing was stored')
    await visits.store.write({ head: outbox, put: [], remove: [2] })
    const { board } = visits.open()
    await visits.run()
    expect(visits.server.image.size).toBe(2)
    expect(await stored(visits)).toEqual([])
    expect(board.told.error).toMatchObject([
      { error: { message: expect.stringContaining(': 2 of') } },
    ])
    expect(board.told.recovered).toEqual([{ sent: 2, refused: 0 }])
  })

  it('[G2] with a gap of what has ended is sent, and nothing is called missing', async () => {
    const { visits, page } = await leftWork(3)
    page.quit()
    const [outbox] = await visits.store.load()
    if (outbox === undefined) throw new Error('nothing was stored')
    for (const { bytes } of outbox.batches.slice(0, 2)) {
      visits.server.appendFrom(authorNumbered(1), personNumbered(1), bytes)
    }
    await visits.store.write({ head: outbox, put: [], remove: [2] })
    const { board } = visits.open()
    await visits.run()
    expect(logged(visits, 1)).toEqual([1, 2, 3])
    expect(board.told.error).toEqual([])
    expect(board.told.recovered).toEqual([{ sent: 1, refused: 0 }])
  })

  /** A page has heard that the first of three batches was refused, and not what became of the others. */
  async function heardOfRefusal() {
    const { visits, page } = await leftWork(3)
    page.quit()
    visits.server.refuse = ([op]) => (op?.kind === 'create' && op.n === 1 ? 'forbidden' : null)
    const next = visits.open()
    await visits.join(next)
    const { last } = next.board.network
    visits.openLink(last)
    visits.server.serve(last)
    last.deliver()
    visits.server.serve(last)
    last.deliver(1)
    expect(next.board.told.refused.length).toBe(1)
    return { visits, page: next }
  }

  it('[G2] is told as refused once, however often its outbox is sent', async () => {
    const { visits, page } = await heardOfRefusal()
    visits.restartServer()
    await visits.calm()
    expect(logged(visits, 1)).toEqual([2, 3])
    expect(page.board.told.refused.length).toBe(1)
    expect(page.board.told.recovered).toMatchObject([{ refused: 1 }])
  })

  it('[G2] is told as refused once more after a reload, which empties the tray', async () => {
    const { visits, page } = await heardOfRefusal()
    page.quit()
    const { board } = visits.open()
    await visits.calm()
    expect(board.told.refused).toMatchObject([{ author: authorNumbered(1), counter: 1 }])
    expect(await stored(visits)).toEqual([])
  })
})

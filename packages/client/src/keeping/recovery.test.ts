// Work that outlives its page, on a fake network and a virtual clock.

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { authorNumbered, keyOf } from '../testing/board-harness.ts'
import { turn, Visits } from '../testing/visits.ts'

/** An author's counters in the log, in the log's order. */
const logged = ({ server }: Visits, author: number) =>
  server.log.filter(each => each.author === authorNumbered(author)).map(({ counter }) => counter)

/** A page drew without a connection, and is gone. */
async function leftWork(count: number) {
  const visits = new Visits()
  const page = visits.open()
  await visits.run()
  page.board.network.last.drop()
  for (let n = 1; n <= count; n += 1) page.board.submit(n)
  visits.clock.advance(50)
  return { visits, page }
}

const stored = async ({ store }: Visits) =>
  (await store.load()).map(({ batches }) => batches.map(({ counter }) => counter))

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

  it('with a gap in its counters is sent all the same', async () => {
    const { visits, page } = await leftWork(3)
    page.quit()
    const [outbox] = await visits.store.load()
    if (outbox === undefined) throw new Error('nothing was stored')
    await visits.store.write({ head: outbox, put: [], remove: [2] })
    visits.open()
    await visits.run()
    expect(visits.server.image.size).toBe(2)
    expect(await stored(visits)).toEqual([])
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
})

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

describe('a page that goes while another is live', () => {
  /** Page 1 has work stored; page 2 is live. */
  async function besideLive() {
    const { visits, page } = await leftWork(2)
    const live = visits.open()
    await visits.run()
    expect(live.board.kind).toBe('live')
    expect(logged(visits, 1)).toEqual([])
    return { visits, page, live }
  }

  it('[G4] has its work sent half a second after it said so', async () => {
    const { visits, page, live } = await besideLive()
    page.quit()
    visits.clock.advance(499)
    await visits.run()
    expect(logged(visits, 1)).toEqual([])
    visits.clock.advance(1)
    await visits.run()
    expect(logged(visits, 1)).toEqual([1, 2])
    expect(live.board.told.recovered).toEqual([{ sent: 2, refused: 0 }])
    expect(live.board.isSame).toBe(true)
  })

  it('[G4] has its work sent within a minute where it was killed', async () => {
    const { visits, page } = await besideLive()
    page.crash()
    for (let n = 0; n < 7; n += 1) {
      visits.clock.advance(9_000)
      for (const link of visits.links) if (visits.server.knows(link)) visits.server.beat(link)
      await visits.run()
    }
    expect(logged(visits, 1)).toEqual([1, 2])
    expect(await stored(visits)).toEqual([])
  })

  it('that goes while another’s work is on its way has its own sent behind it', async () => {
    const { visits, page, live } = await besideLive()
    const third = visits.open()
    await visits.run()
    third.board.network.last.blackOut()
    third.board.submit(1)
    page.quit()
    visits.clock.advance(500)
    await turn()
    third.quit()
    await visits.run()
    visits.clock.advance(500)
    await visits.run()
    expect(logged(visits, 1)).toEqual([1, 2])
    expect(logged(visits, 3)).toEqual([1])
    expect(live.board.client.unsettledCount).toBe(0)
  })

  it('is not looked for any more by a page that is closed', async () => {
    const { visits, page, live } = await besideLive()
    live.board.client.close()
    page.quit()
    expect(visits.clock.pendingTimers).toBe(0)
  })
})

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

  it('without one, nothing is called kept', () => {
    const { board } = new Visits().open({})
    expect(board.client.isKept).toBe(true)
  })
})

const anyStep = fc.oneof(
  { weight: 8, arbitrary: fc.constant('submit' as const) },
  { weight: 3, arbitrary: fc.constant('run' as const) },
  { weight: 2, arbitrary: fc.constant('serve' as const) },
  { weight: 3, arbitrary: fc.constant('wait' as const) },
  { weight: 2, arbitrary: fc.constant('cut' as const) },
  { weight: 2, arbitrary: fc.constant('reload' as const) },
  { weight: 1, arbitrary: fc.constant('duplicate' as const) },
  { weight: 1, arbitrary: fc.constant('restart' as const) },
  { weight: 1, arbitrary: fc.constant('floor' as const) },
)
const anyScheduled = fc.record({ step: anyStep, who: fc.nat(2) })

describe('any schedule', () => {
  it('[G2] [G4] ends with each batch in the log once, or refused, in its author’s order', async () => {
    const property = fc.asyncProperty(fc.array(anyScheduled, { maxLength: 60 }), async schedule => {
      const visits = new Visits()
      visits.server.rowsPerChunk = 2
      visits.server.refuse = ([op]) =>
        op?.kind === 'create' && op.n % 5 === 0 ? 'forbidden' : null
      const submitted: string[] = []
      let drawn = 0
      visits.open()
      for (const { step, who } of schedule) {
        const pages = Array.from(visits.pages)
        const page = pages[who % pages.length]
        if (page === undefined) throw new Error('there is always a page')
        const { board } = page
        if (step === 'submit') {
          submitted.push(`${board.client.author}-${board.submit((drawn += 1))}`)
        }
        if (step === 'run') await visits.run()
        if (step === 'serve') for (const link of visits.links) visits.server.serve(link)
        if (step === 'wait') visits.clock.advance(400)
        if (step === 'cut') for (const link of board.network.links) link.drop()
        if (step === 'reload') {
          page.quit()
          visits.open()
        }
        if (step === 'duplicate' && pages.length < 3) visits.open()
        if (step === 'restart') visits.restartServer()
        if (step === 'floor') visits.server.floor = visits.server.log.length
      }
      await visits.calm()
      visits.open()
      await visits.calm()
      const refused = visits.server.refusedOf()
      const inLog = visits.server.log.map(({ author, counter }) => `${author}-${counter}`)
      expect(new Set(inLog).size).toBe(inLog.length)
      expect([...inLog, ...refused].toSorted()).toEqual(submitted.toSorted())
      for (const { board } of visits.pages) {
        expect(board.kind).toBe('live')
        expect(board.isSame).toBe(true)
        expect(board.client.unsettledCount).toBe(0)
        expect(board.replica.adopted.size).toBe(0)
        expect(board.told.error).toEqual([])
      }
      expect(await visits.store.load()).toEqual([])
      const newest = new Map<string, number>()
      for (const { author, counter } of visits.server.log) {
        expect(counter).toBeGreaterThan(newest.get(author) ?? 0)
        newest.set(author, counter)
      }
    })
    await fc.assert(property, { numRuns: 200 })
  })
})

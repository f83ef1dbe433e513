import { authorIdOf, type Hello } from '@inkroom/protocol'
import { describe, expect, it } from 'vitest'
import { authorNumbered } from '../testing/board-harness.ts'
import { leftWork, logged, stored, turn, Visits } from '../testing/visits.ts'

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

describe('an outbox that never ends', () => {
  const elsewhere = { roomName: 'elsewhere' }
  const isOfElsewhere = ({ roomName }: { roomName: string }) => roomName === 'elsewhere'

  it('[G4] of another board does not keep work of this one from being found and sent', async () => {
    const { visits, page } = await leftWork(1, new Visits(), elsewhere)
    const { page: killed } = await leftWork(2, visits)
    page.quit()
    const lonely = ({ authorKey }: Hello) => authorIdOf(authorKey) === authorNumbered(2)
    visits.ignore(hello => isOfElsewhere(hello) || lonely(hello))
    visits.open()
    await visits.run()
    await visits.pass(20_000)
    killed.crash()
    visits.ignore(isOfElsewhere)
    await visits.pass(45_000)
    expect(logged(visits, 2)).toEqual([1, 2])
    expect(logged(visits, 1)).toEqual([])
  })

  it('[G4] of another board has its turn, and then others have theirs', async () => {
    const { visits, page } = await leftWork(1, new Visits(), elsewhere)
    const pages = [page]
    for (const roomName of ['elsewhere', 'third']) {
      pages.push((await leftWork(1, visits, { roomName })).page)
    }
    for (const each of pages) each.quit()
    visits.ignore(isOfElsewhere)
    visits.open()
    await visits.run()
    await visits.pass(130_000)
    expect(logged(visits, 3)).toEqual([1])
    visits.ignore(() => false)
    await visits.pass(150_000)
    expect([logged(visits, 1), logged(visits, 2)]).toEqual([[1], [1]])
    expect(await stored(visits)).toEqual([])
  })

  it('[G4] of this board does not hold up what is behind it, and is tried again', async () => {
    const { visits, page } = await leftWork(1)
    const { page: other } = await leftWork(1, visits)
    page.quit()
    other.quit()
    visits.ignore(({ authorKey }) => authorIdOf(authorKey) === authorNumbered(1))
    const { board } = visits.open()
    await visits.run()
    await visits.pass(125_000)
    expect([logged(visits, 1), logged(visits, 2)]).toEqual([[], [1]])
    expect(board.client.unsettledCount).toBe(1)
    visits.ignore(() => false)
    await visits.pass(100_000)
    expect(logged(visits, 1)).toEqual([1])
    expect(board.client.unsettledCount).toBe(0)
  })
})

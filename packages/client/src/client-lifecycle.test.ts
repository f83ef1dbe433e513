import { EPHEMERAL_KINDS, encodeDown, type Rows } from '@inkroom/protocol'
import { describe, expect, it } from 'vitest'
import {
  authorNumbered,
  BoardHarness,
  createOps,
  keyOf,
  personNumbered,
} from './testing/board-harness.ts'
import type { RoomServer } from './testing/room-server.ts'

describe('closing', () => {
  it('is final and tells nothing after the last state', () => {
    const board = new BoardHarness().join()
    const link = board.network.last
    board.otherDraws(1)
    board.client.close(1000, 'done')
    expect(link.closedByClient).toEqual({ code: 1000, reason: 'done' })
    expect(board.client.state).toEqual({ kind: 'stopped', reason: 'closed', code: null })
    const { length } = board.order
    link.deliver()
    link.drop()
    board.client.connect()
    board.client.retryNow()
    board.client.networkCame()
    board.client.networkWent()
    board.client.suspend()
    board.clock.advance(600_000)
    expect(board.order.length).toBe(length)
    expect(board.network.links.length).toBe(1)
    expect(board.clock.pendingTimers).toBe(0)
    expect(board.client.submit(createOps(1))).toEqual({ kind: 'stopped' })
  })

  it('may be done in each state, and twice', () => {
    for (const reach of ['idle', 'connecting', 'joining', 'live', 'waiting', 'offline']) {
      const board = new BoardHarness()
      if (reach !== 'idle') board.client.connect()
      if (reach === 'joining') {
        board.network.last.open()
        board.server.serve(board.network.last)
        board.network.last.deliver(1)
      }
      if (reach === 'live') board.openLast()
      if (reach === 'offline') board.client.networkWent()
      if (reach === 'waiting' || reach === 'offline') board.network.last.drop()
      expect(board.kind).toBe(reach)
      board.client.close()
      board.client.close()
      expect(board.client.state).toMatchObject({ kind: 'stopped', reason: 'closed' })
      expect(board.clock.pendingTimers).toBe(0)
    }
  })

  it.each(['state', 'welcome', 'batch', 'live', 'people', 'settled', 'unsettled'] as const)(
    'may be done by a listener of %s',
    name => {
      const board = new BoardHarness()
      board.client.on(name, () => board.client.close())
      board.otherDraws(1)
      board.client.submit(createOps(1))
      board.client.connect()
      if (board.network.links.length > 0) {
        board.openLast()
        const people = { type: 'people', count: 0, full: true, here: [], left: [] } as const
        board.network.last.queueDown(encodeDown(people))
        board.otherDraws(2)
        board.settle()
      }
      expect(board.client.state).toMatchObject({ kind: 'stopped', reason: 'closed' })
      expect(board.told.error).toEqual([])
      expect(board.clock.pendingTimers).toBe(0)
    },
  )
})

describe('suspending, as a page does that is put aside', () => {
  it('lets the connection go and stays quiet, work kept', () => {
    const board = new BoardHarness().join()
    const link = board.network.last
    board.client.suspend()
    board.submit(1)
    expect(link.closedByClient).toMatchObject({ code: 1000 })
    board.clock.advance(600_000)
    board.client.networkCame()
    expect(board.kind).toBe('idle')
    expect(board.network.links.length).toBe(1)
  })

  it('goes on where it was when it connects again', () => {
    const board = new BoardHarness().join()
    board.otherDraws(1)
    board.settle()
    board.client.suspend()
    board.submit(1)
    board.otherDraws(2)
    board.join()
    expect(board.told.welcome.at(-1)?.mode).toBe('resumed')
    expect(board.told.settled).toEqual([{ counter: 1 }])
    expect(board.isSame).toBe(true)
  })

  it('stops a wait for the next try', () => {
    const board = new BoardHarness().join()
    board.network.last.drop()
    board.client.suspend()
    expect(board.clock.pendingTimers).toBe(0)
  })
})

describe('what goes wrong', () => {
  it('in a listener stops nobody and is told as an error', () => {
    const board = new BoardHarness()
    const error = new Error('of a listener')
    for (const name of ['state', 'welcome', 'batch', 'settled', 'error'] as const) {
      board.client.on(name, () => {
        throw error
      })
    }
    board.submit(1)
    board.join()
    expect(board.kind).toBe('live')
    expect(board.isSame).toBe(true)
    expect(board.told.settled).toEqual([{ counter: 1 }])
    // Three states, a welcome, a batch and a settled: the listener of 'error' has nobody to tell.
    expect(board.told.error).toEqual(Array.from({ length: 6 }, () => ({ error })))
  })

  it('in the replica is a bug: it is told, and the client stops', () => {
    const board = new BoardHarness().join()
    const error = new Error('of the replica')
    board.replica.failure = error
    board.otherDraws(1)
    board.otherDraws(2)
    board.settle()
    expect(board.told.error).toEqual([{ error }])
    expect(board.client.state).toEqual({ kind: 'stopped', reason: 'internal', code: null })
    expect(board.network.last.closedByClient).not.toBeNull()
    expect(board.clock.pendingTimers).toBe(0)
  })

  it('[G17] in a frame ends the connection by its name, and the next one takes a snapshot', () => {
    const board = new BoardHarness().join()
    board.otherDraws(1)
    board.settle()
    board.network.last.queueDown(new Uint8Array([0xff]))
    board.network.last.deliver()
    expect(board.network.last.closedByClient).toEqual({ code: 4400, reason: 'broken' })
    expect(board.told.lost).toMatchObject([{ end: { kind: 'broken' } }])
    board.comeBack()
    expect(board.told.welcome.at(-1)?.mode).toBe('snapshot')
    expect(board.isSame).toBe(true)
  })

  const rows: Rows = {
    type: 'rows',
    rawBytes: 1,
    compressed: false,
    payload: new Uint8Array([0]),
  }
  const bends: Record<string, RoomServer['bend']> = {
    'a gap in the log': frame =>
      frame.type === 'log' ? { ...frame, entries: frame.entries.slice(1) } : frame,
    'a caught-up mark of another seq': frame =>
      frame.type === 'caught-up' ? { ...frame, seq: 99 } : frame,
    'rows outside a snapshot': frame => (frame.type === 'log' ? rows : frame),
  }

  it.each(Object.entries(bends))('[G17] is not followed: %s', (_title, bend) => {
    const board = new BoardHarness().join()
    board.network.last.drop()
    for (let n = 1; n <= 3; n += 1) board.otherDraws(n)
    const straight = board.server.bend
    board.server.bend = bend
    board.comeBack()
    expect(board.told.lost.at(-1)).toMatchObject({ end: { kind: 'broken' } })
    expect(board.kind).toBe('waiting')
    board.server.bend = straight
    board.comeBack()
    expect(board.isSame).toBe(true)
    expect(board.kind).toBe('live')
  })

  it('[G17] is a live entry before the caught-up mark, and anything before the welcome', () => {
    for (const type of ['caught-up', 'welcome'] as const) {
      const board = new BoardHarness()
      board.server.bend = frame => (frame.type === type ? null : frame)
      board.join()
      board.otherDraws(1)
      board.settle()
      expect(board.told.lost).toMatchObject([{ end: { kind: 'broken' } }])
    }
  })

  it('[G17] is being resumed where nothing was asked', () => {
    const board = new BoardHarness()
    board.server.bend = frame => (frame.type === 'welcome' ? { ...frame, mode: 'resumed' } : frame)
    board.join()
    expect(board.told.lost).toMatchObject([{ end: { kind: 'broken' } }])
    expect(board.kind).toBe('waiting')
  })

  it('does not stop by a refusal of what is not held', () => {
    const board = new BoardHarness().join()
    const { last } = board.network
    board.server.send(last, { type: 'refused', counter: 7, refusal: 'forbidden', opIndex: 0 })
    board.settle()
    expect(board.told.refused).toEqual([])
    expect(board.kind).toBe('live')
  })
})

describe('people and their passing words', () => {
  const peer = (n: number, index: number) => {
    const profile = { name: `Person ${n}`, color: n }
    const peers = [{ index, author: authorNumbered(n) }]
    return { person: personNumbered(n), profile, joinedAtMs: n, peers }
  }
  const full = { type: 'people', count: 1, full: true, here: [peer(1, 0)], left: [] } as const

  function withPeople() {
    const board = new BoardHarness().join()
    board.server.send(board.network.last, full)
    const came = { type: 'people', count: 2, full: false, here: [peer(2, 1)], left: [] } as const
    board.server.send(board.network.last, came)
    return board.settle()
  }

  it('[G13] are told, the newcomer by name, oneself not', () => {
    const board = withPeople()
    expect(board.told.joined.map(({ profile, count }) => [profile.name, count])).toEqual([
      ['Person 2', 2],
    ])
    expect(board.client.peopleCount).toBe(2)
    expect(board.client.people.length).toBe(2)
    expect(board.client.peerOf(1)).toEqual({
      author: authorNumbered(2),
      person: personNumbered(2),
    })
  })

  it('[G13] are not announced anew after a reconnect', () => {
    const board = withPeople().reconnect()
    const both = { ...full, count: 2, here: [peer(1, 0), peer(2, 1)] }
    board.server.send(board.network.last, both)
    board.settle()
    expect(board.told.joined.length).toBe(1)
    expect(board.told.left).toEqual([])
  })

  it('are told with who says them; one’s own and unknown ones are not', () => {
    const board = withPeople()
    const word = (index: number) => ({ index, kind: 0, body: new Uint8Array([index]) })
    const all = [word(0), word(1), word(9)]
    board.server.send(board.network.last, { type: 'ephemeral', all })
    board.settle()
    expect(board.told.ephemeral).toEqual([
      { author: authorNumbered(2), person: personNumbered(2), kind: 0, body: new Uint8Array([1]) },
    ])
  })

  it('go up while joined, and nowhere without a connection', () => {
    const board = new BoardHarness()
    board.client.sendEphemeral(EPHEMERAL_KINDS.cursor, new Uint8Array([1]))
    board.join()
    board.client.sendEphemeral(EPHEMERAL_KINDS.cursor, new Uint8Array([2]))
    board.settle()
    expect(board.server.heard.filter(({ type }) => type === 'ephemeral')).toEqual([
      { type: 'ephemeral', kind: 0, body: new Uint8Array([2]) },
    ])
  })

  it('see a new profile at once, and by the next hello', () => {
    const board = new BoardHarness()
    board.client.setProfile({ name: 'Grace', color: 2 })
    board.join()
    board.client.setProfile({ name: 'Hedy', color: 3 })
    board.settle().reconnect()
    const said = board.server.heard.flatMap(frame => ('profile' in frame ? [frame.profile] : []))
    expect(said.map(({ name }) => name)).toEqual(['Grace', 'Hedy', 'Hedy'])
  })
})

describe('a client', () => {
  it('has public ids that follow from its keys, and draws its author key itself', () => {
    const board = new BoardHarness()
    expect(board.client.author).toBe(authorNumbered(1))
    expect(board.client.person).toBe(personNumbered(1))
    const other = new BoardHarness({ authorKey: keyOf(7) })
    expect(other.client.author).toBe(authorNumbered(7))
  })
})

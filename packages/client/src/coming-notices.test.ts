import { type People, type PersonHere } from '@inkroom/protocol'
import { describe, expect, it } from 'vitest'
import { authorNumbered, BoardHarness, personNumbered } from './testing/board-harness.ts'

const here = (n: number, joinedAtMs = n): PersonHere => {
  const peers = [{ index: n, author: authorNumbered(n) }]
  return {
    person: personNumbered(n),
    profile: { name: `Person ${n}`, color: n },
    joinedAtMs,
    peers,
  }
}

class Room extends BoardHarness {
  say(change: Partial<People>): this {
    const people = { type: 'people', count: 1, full: false, here: [], left: [], ...change } as const
    this.server.send(this.network.last, people)
    return this.settle()
  }

  leaves(n: number): this {
    return this.say({ count: 1, left: [{ person: personNumbered(n), leftAtMs: 70 }] })
  }

  get notices(): string[] {
    return this.order.filter(name => name === 'joined' || name === 'left')
  }
}

/** Oneself and person 2. */
const together = () => new Room().join().say({ full: true, count: 2, here: [here(1), here(2)] })

describe('a leave', () => {
  it('[G13] shows at once among the people, and is told after 2.5 s', () => {
    const board = together().leaves(2)
    expect(board.client.people.map(({ profile }) => profile.name)).toEqual(['Person 1'])
    board.clock.advance(2_499)
    expect(board.notices).toEqual([])
    board.clock.advance(1)
    const { person, profile } = here(2)
    expect(board.told.left).toEqual([{ person, profile, joinedAtMs: 2, atMs: 70, count: 1 }])
  })

  it('[G13] [C14] by a reload is not told, nor the return', () => {
    const board = together().leaves(2)
    board.clock.advance(2_499)
    board.say({ count: 2, here: [here(2)] })
    board.clock.advance(10_000)
    expect(board.notices).toEqual([])
    expect(board.client.people.length).toBe(2)
    expect(board.told.people.length).toBe(3)
  })

  it('[G13] is told at once where another visit follows it', () => {
    const board = together().leaves(2)
    board.say({ count: 2, here: [here(2, 71)] })
    expect(board.notices).toEqual(['left', 'joined'])
    board.clock.advance(10_000)
    expect(board.notices.length).toBe(2)
  })

  it('is told with who is left by then', () => {
    const board = together().leaves(2)
    board.say({ count: 3, here: [here(3), here(4)] })
    board.clock.advance(2_500)
    expect(board.told.left).toMatchObject([{ count: 3 }])
  })

  it('that was told is followed by a join, also of the same visit', () => {
    const board = together().leaves(2)
    board.clock.advance(2_500)
    board.say({ count: 2, here: [here(2)] })
    expect(board.notices).toEqual(['left', 'joined'])
  })

  it('is told while one’s own link is down, and not where the next list has the person', () => {
    for (const isBack of [false, true]) {
      const board = together().leaves(2)
      board.reconnect()
      board.say({ full: true, count: 1, here: isBack ? [here(1), here(2)] : [here(1)] })
      board.clock.advance(2_500)
      expect(board.notices).toEqual(isBack ? [] : ['left'])
    }
  })

  it('is not told to a page that is put aside or closed meanwhile', () => {
    for (const end of ['suspend', 'close'] as const) {
      const board = together().leaves(2)
      board.client[end]()
      expect(board.clock.pendingTimers).toBe(0)
    }
  })

  it('leaves no timer where a listener of people closes the client', () => {
    const board = together()
    board.client.on('people', () => board.client.close())
    board.leaves(2)
    expect(board.clock.pendingTimers).toBe(0)
  })
})

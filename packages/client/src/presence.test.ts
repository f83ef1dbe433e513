import { type People, type PersonHere } from '@inkroom/protocol'
import { describe, expect, it } from 'vitest'
import { Presence } from './presence.ts'
import { authorNumbered, personNumbered } from './testing/board-harness.ts'

const self = personNumbered(1)

/** Person n with a tab for each index. */
function here(n: number, ...indices: number[]): PersonHere {
  const peers = indices.map(index => ({ index, author: authorNumbered(index) }))
  const profile = { name: `Person ${n}`, color: n }
  return { person: personNumbered(n), profile, joinedAtMs: n * 1_000, peers }
}

const frame = (change: Partial<People>): People => {
  return { type: 'people', count: 0, full: false, here: [], left: [], ...change }
}

const gone = (n: number) => ({ person: personNumbered(n), leftAtMs: n * 2_000 })

function withEveryone(...people: PersonHere[]): Presence {
  const presence = new Presence(self)
  presence.take(frame({ full: true, count: people.length, here: people }))
  return presence
}

describe('presence', () => {
  it('[G13] counts everyone, oneself included, and announces nobody of a full list', () => {
    const presence = new Presence(self)
    const change = presence.take(frame({ full: true, count: 2, here: [here(1, 0), here(2, 1)] }))
    expect(change).toEqual({ joined: [], left: [] })
    expect(presence.count).toBe(2)
    expect(presence.people.map(({ profile }) => profile.name)).toEqual(['Person 1', 'Person 2'])
  })

  it('[G13] says of a newcomer who, when and how many are here', () => {
    const change = withEveryone(here(1, 0)).take(frame({ count: 2, here: [here(2, 1)] }))
    const { person, profile } = here(2)
    expect(change.joined).toEqual([{ person, profile, atMs: 2_000, count: 2 }])
  })

  it('[G13] says the same of one who left', () => {
    const presence = withEveryone(here(1, 0), here(2, 1))
    const change = presence.take(frame({ count: 1, left: [gone(2)] }))
    const { person, profile, joinedAtMs } = here(2)
    expect(change.left).toEqual([{ person, profile, joinedAtMs, atMs: 4_000, count: 1 }])
    expect(presence.people.length).toBe(1)
  })

  it('does not announce oneself', () => {
    const presence = withEveryone()
    expect(presence.take(frame({ count: 1, here: [here(1, 0)] })).joined).toEqual([])
    expect(presence.count).toBe(1)
  })

  it('[G13] takes a second tab for no one new, and the first one that closes for no leave', () => {
    const presence = withEveryone(here(1, 0), here(2, 1))
    expect(presence.take(frame({ count: 2, here: [here(2, 1, 2)] })).joined).toEqual([])
    expect(presence.peerOf(2)?.person).toBe(personNumbered(2))
    expect(presence.take(frame({ count: 2, here: [here(2, 2)] })).left).toEqual([])
    expect(presence.peerOf(1)).toBeNull()
  })

  it('[G13] keeps a person whose last tab just went until the leave is said', () => {
    const presence = withEveryone(here(1, 0), here(2, 1))
    presence.take(frame({ count: 2, here: [here(2)] }))
    expect(presence.people.length).toBe(2)
    expect(presence.peerOf(1)).toBeNull()
    expect(presence.take(frame({ count: 2, here: [here(2, 5)] })).joined).toEqual([])
  })

  it('shows a changed profile without announcing it', () => {
    const presence = withEveryone(here(2, 1))
    const renamed = { ...here(2, 1), profile: { name: 'Grace', color: 4 } }
    expect(presence.take(frame({ count: 1, here: [renamed] })).joined).toEqual([])
    expect(presence.people[0]?.profile.name).toBe('Grace')
  })

  it('does not lose a number that went to another author in the meantime', () => {
    const presence = withEveryone(here(2, 1))
    const heir: PersonHere = { ...here(3), peers: [{ index: 1, author: authorNumbered(9) }] }
    presence.take(frame({ count: 2, here: [heir] }))
    presence.take(frame({ count: 1, left: [gone(2)] }))
    expect(presence.peerOf(1)).toEqual({ author: authorNumbered(9), person: personNumbered(3) })
  })

  it('takes a full list for the whole truth', () => {
    const presence = withEveryone(here(2, 1), here(3, 2))
    presence.take(frame({ full: true, count: 1, here: [here(3, 7)] }))
    expect(presence.people.map(({ person }) => person)).toEqual([personNumbered(3)])
    expect(presence.peerOf(1)).toBeNull()
  })

  it('says nothing of one who left and was never here', () => {
    expect(withEveryone().take(frame({ left: [gone(4)] })).left).toEqual([])
  })
})

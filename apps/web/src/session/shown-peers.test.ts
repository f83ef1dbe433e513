import {
  authorIdOf,
  EPHEMERAL_KINDS,
  encodeCursor,
  encodeLaser,
  type PersonHere,
  personIdOf,
} from '@inkroom/protocol'
import { beforeEach, describe, expect, it } from 'vitest'
import { paletteColor } from '../app/palette.ts'
import { preferencesStore } from '../app/preferences-store.ts'
import { ShownPeers } from './shown-peers.ts'
import { FakeClient } from './testing/fake-client.ts'

const BOB = { author: authorIdOf(new Uint8Array(16)), person: personIdOf(new Uint8Array(16)) }
const RED = 2

let client: FakeClient
let seen: string[] = []
let peers: ShownPeers

beforeEach(() => {
  const profile = { name: 'Bob', color: RED }
  const bob: PersonHere = { person: BOB.person, profile, joinedAtMs: 0, peers: [] }
  client = new FakeClient()
  client.people = [bob]
  seen = []
  preferencesStore.setState({ showsCursors: true })
  const surface = {
    cursors: {
      move: (_: unknown, { x, y }: { x: number; y: number }, { name }: { name: string }) =>
        seen.push(`cursor of ${name} at ${x} ${y}`),
      remove: () => seen.push('cursor gone'),
    },
    lasers: {
      take: (
        _: unknown,
        { trail, points }: { trail: number; points: readonly unknown[] },
        c: string,
      ) => seen.push(`light ${trail} of ${points.length} in ${c}`),
    },
  }
  peers = new ShownPeers({
    client,
    report: { active: () => seen.push('active') },
    // What is asked of a surface's layers here is these three.
    surface: () =>
      surface as unknown as ReturnType<ConstructorParameters<typeof ShownPeers>[0]['surface']>,
  })
})

const laser = encodeLaser({
  page: 0,
  trail: 4,
  first: 9,
  gridExponent: 1,
  points: [
    { x: 2, y: 2 },
    { x: 20, y: 30 },
  ],
})

describe('a peer’s word', () => {
  it('of a cursor moves it, and an empty one takes it away', () => {
    const kind = EPHEMERAL_KINDS.cursor
    peers.take({ ...BOB, kind, body: encodeCursor({ x: 3, y: 4, page: 0 }) })
    peers.take({ ...BOB, kind, body: encodeCursor(null) })
    expect(seen).toEqual(['active', 'cursor of Bob at 3 4', 'cursor gone'])
  })

  it('of a laser shines in its person’s colour, with the name at its head', () => {
    peers.take({ ...BOB, kind: EPHEMERAL_KINDS.laser, body: laser })
    const color = paletteColor(RED, 'light')
    expect(seen).toContain(`light 4 of 2 in ${color}`)
    expect(seen.at(-1)).toBe('cursor of Bob at 10 15')
  })

  it('that cannot be read, or is of a kind from later, shows nothing', () => {
    peers.take({ ...BOB, kind: EPHEMERAL_KINDS.laser, body: new Uint8Array([1]) })
    peers.take({ ...BOB, kind: 9, body: laser })
    expect(seen.filter(each => each !== 'active')).toEqual([])
  })

  it('shows nothing where a person wants none of it, but they are here', () => {
    preferencesStore.setState({ showsCursors: false })
    peers.take({ ...BOB, kind: EPHEMERAL_KINDS.laser, body: laser })
    expect(seen).toEqual(['active'])
  })

  it('of somebody who is not known, or is oneself in another tab, shows nothing', () => {
    peers.take({ ...BOB, person: client.person, kind: EPHEMERAL_KINDS.laser, body: laser })
    client.people = []
    peers.take({ ...BOB, kind: EPHEMERAL_KINDS.laser, body: laser })
    expect(seen).toEqual(['active'])
  })
})

// Down: who is here. A first frame with everyone, then only what changed.

import type { Reader, Writer } from '../bytes.ts'
import { type AuthorId, type PersonId, readAuthorId, readPersonId } from '../ids.ts'
import { MAX_NAMED_AUTHORS } from '../limits.ts'
import { type Profile, readProfile, writeProfile } from './hello.ts'

/** One tab or program of a person. */
export interface Peer {
  /** The author's number in the live stream's table. */
  readonly index: number
  readonly author: AuthorId
}

export interface PersonHere {
  readonly person: PersonId
  readonly profile: Profile
  readonly joinedAtMs: number
  /** Empty while the person is held for a moment after the last tab went. */
  readonly peers: readonly Peer[]
}

export interface PersonLeft {
  readonly person: PersonId
  readonly leftAtMs: number
}

export interface People {
  readonly type: 'people'
  /** The persons here now, this frame's changes included. */
  readonly count: number
  /** Whether `here` is everyone; else those who came or changed. */
  readonly full: boolean
  readonly here: readonly PersonHere[]
  readonly left: readonly PersonLeft[]
}

function writePerson(w: Writer, person: PersonHere): void {
  w.hex(person.person)
  writeProfile(w, person.profile)
  w.varint(person.joinedAtMs)
  w.varint(person.peers.length)
  for (const peer of person.peers) {
    w.varint(peer.index)
    w.hex(peer.author)
  }
}

function readPerson(r: Reader): PersonHere {
  const person = readPersonId(r)
  const profile = readProfile(r)
  const joinedAtMs = r.varint()
  const count = r.varintUpTo(MAX_NAMED_AUTHORS, 'peers')
  const peers: Peer[] = []
  for (let i = 0; i < count; i += 1) {
    const index = r.varint()
    peers.push({ index, author: readAuthorId(r) })
  }
  return { person, profile, joinedAtMs, peers }
}

export function writePeople(w: Writer, people: People): void {
  w.varint(people.count)
  w.byte(people.full ? 1 : 0)
  w.varint(people.here.length)
  for (const person of people.here) writePerson(w, person)
  w.varint(people.left.length)
  for (const { person, leftAtMs } of people.left) {
    w.hex(person)
    w.varint(leftAtMs)
  }
}

export function readPeople(r: Reader): People {
  const count = r.varint()
  const full = r.flags(1, 'people') === 1
  const hereCount = r.varintUpTo(MAX_NAMED_AUTHORS, 'people')
  const here: PersonHere[] = []
  for (let i = 0; i < hereCount; i += 1) here.push(readPerson(r))
  const leftCount = r.varintUpTo(MAX_NAMED_AUTHORS, 'people')
  const left: PersonLeft[] = []
  for (let i = 0; i < leftCount; i += 1) {
    const person = readPersonId(r)
    left.push({ person, leftAtMs: r.varint() })
  }
  return { type: 'people', count, full, here, left }
}

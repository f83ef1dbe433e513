// Who is here, by person: a person is here while any of its peers (tabs, programs) is, and for a moment
// after, so that a reload or a blip shows nothing. Who is back a little later still has the same visit.
// Changes are gathered: one frame for all who were told before, and one with everyone for those who came.

import {
  type AuthorId,
  encodeDown,
  type Peer,
  type PersonHere,
  type PersonId,
  type PersonLeft,
  type Profile,
} from '@inkroom/protocol'
import { PEOPLE_GATHER_MS, VISIT_MS, VISITS_REMEMBERED } from '../bounds.ts'
import type { Clock } from '../clock.ts'

export interface PresentPeer {
  readonly author: AuthorId
  readonly person: PersonId
}

/** Someone who is told. */
export interface PresenceListener {
  /** False where its buffer is full: it is told everything anew once that has drained. */
  takePeople(frame: Uint8Array): boolean
}

export interface PresenceOptions {
  readonly clock: Clock
  /** Gives the author its number in the live stream. */
  readonly nameAuthor: (peer: PresentPeer) => number
  readonly releaseAuthor: (peer: PresentPeer) => void
  /** Nobody is here any more, nor held. */
  readonly onEmpty: () => void
}

interface PeerRecord {
  readonly index: number
  connections: number
  cancelHold: (() => void) | null
  /** Somebody was told of the person without this peer, while it was held. */
  hidden: boolean
}

/** Of one who has left and may be back. */
interface EndedVisit {
  readonly joinedAtMs: number
  readonly untilMs: number
}

interface PersonRecord {
  profile: Profile
  readonly joinedAtMs: number
  readonly peers: Map<AuthorId, PeerRecord>
  /** When its last connection ended, where it is held. */
  endedMs: number
}

export class Presence {
  private readonly options: PresenceOptions
  private readonly persons = new Map<PersonId, PersonRecord>()
  private readonly told = new Set<PresenceListener>()
  private readonly untold = new Set<PresenceListener>()
  private readonly announced = new Set<PersonId>()
  private readonly changed = new Set<PersonId>()
  private readonly left = new Map<PersonId, number>()
  /** The oldest first. */
  private readonly visits = new Map<PersonId, EndedVisit>()
  private flushedMs = Number.NEGATIVE_INFINITY
  private cancelFlush: (() => void) | null = null

  constructor(options: PresenceOptions) {
    this.options = options
  }

  get count(): number {
    return this.persons.size
  }

  listen(listener: PresenceListener): void {
    this.told.delete(listener)
    this.untold.add(listener)
    this.schedule()
  }

  unlisten(listener: PresenceListener): void {
    this.told.delete(listener)
    this.untold.delete(listener)
  }

  join({ author, person }: PresentPeer, profile: Profile): void {
    const { nameAuthor } = this.options
    const record = this.persons.get(person) ?? newPerson(profile, this.visitOf(person))
    if (this.persons.get(person) !== record || !sameProfile(record.profile, profile)) {
      this.note(person)
    }
    record.profile = profile
    this.persons.set(person, record)
    const peer = record.peers.get(author)
    if (peer === undefined) {
      const index = nameAuthor({ author, person })
      record.peers.set(author, { index, connections: 1, cancelHold: null, hidden: false })
      this.note(person)
      return
    }
    peer.connections += 1
    peer.cancelHold?.()
    peer.cancelHold = null
    if (peer.hidden) this.note(person)
    peer.hidden = false
  }

  /** One of the peer's connections ended; it is held until `untilMs`. */
  leave({ author, person }: PresentPeer, untilMs: number): void {
    const record = this.persons.get(person)
    const peer = record?.peers.get(author)
    if (record === undefined || peer === undefined) return
    peer.connections -= 1
    if (peer.connections > 0) return
    const { clock } = this.options
    record.endedMs = clock.nowMs()
    const holdMs = Math.max(0, untilMs - clock.nowMs())
    peer.cancelHold = clock.setTimer(() => this.drop({ author, person }), holdMs)
  }

  setProfile(person: PersonId, profile: Profile): void {
    const record = this.persons.get(person)
    if (record === undefined || sameProfile(record.profile, profile)) return
    record.profile = profile
    this.note(person)
  }

  /** Whether it is connected or held. */
  knows({ author, person }: PresentPeer): boolean {
    return this.persons.get(person)?.peers.has(author) ?? false
  }

  /** Lets go of all timers. */
  close(): void {
    this.cancelFlush?.()
    for (const { peers } of this.persons.values()) {
      for (const peer of peers.values()) peer.cancelHold?.()
    }
  }

  private drop({ author, person }: PresentPeer): void {
    const record = this.persons.get(person)
    if (record === undefined) return
    record.peers.delete(author)
    this.options.releaseAuthor({ author, person })
    if (record.peers.size === 0) this.remove(person, record)
    else this.note(person)
  }

  private remove(person: PersonId, { joinedAtMs, endedMs }: PersonRecord): void {
    this.persons.delete(person)
    this.visits.delete(person)
    this.visits.set(person, { joinedAtMs, untilMs: endedMs + VISIT_MS })
    this.forgetVisits()
    this.changed.delete(person)
    if (this.announced.delete(person)) this.left.set(person, this.options.clock.wallMs())
    this.schedule()
    if (this.persons.size === 0) this.options.onEmpty()
  }

  /** When the visit began that goes on with a join now. */
  private visitOf(person: PersonId): number {
    const { clock } = this.options
    const visit = this.visits.get(person)
    this.visits.delete(person)
    return visit !== undefined && clock.nowMs() < visit.untilMs ? visit.joinedAtMs : clock.wallMs()
  }

  private forgetVisits(): void {
    const nowMs = this.options.clock.nowMs()
    for (const [person, { untilMs }] of this.visits) {
      if (untilMs > nowMs && this.visits.size <= VISITS_REMEMBERED) return
      this.visits.delete(person)
    }
  }

  private note(person: PersonId): void {
    this.changed.add(person)
    this.schedule()
  }

  private schedule(): void {
    if (this.cancelFlush !== null) return
    const { clock } = this.options
    const waitMs = Math.max(0, this.flushedMs + PEOPLE_GATHER_MS - clock.nowMs())
    this.cancelFlush = clock.setTimer(() => this.flush(), waitMs)
  }

  private flush(): void {
    this.cancelFlush = null
    this.flushedMs = this.options.clock.nowMs()
    if (this.changed.size + this.left.size > 0) this.tellChanges()
    if (this.untold.size > 0) this.tellEverything()
  }

  private tellChanges(): void {
    const left: PersonLeft[] = [...this.left]
      .filter(([person]) => !this.persons.has(person))
      .map(([person, leftAtMs]) => ({ person, leftAtMs }))
    const frame = this.frameOf([...this.changed], { full: false, left })
    for (const person of this.changed) this.announced.add(person)
    this.changed.clear()
    this.left.clear()
    for (const listener of this.told) {
      // `listen` brings it back with everything, once its buffer has drained.
      if (!listener.takePeople(frame)) this.told.delete(listener)
    }
  }

  private tellEverything(): void {
    const frame = this.frameOf([...this.persons.keys()], { full: true, left: [] })
    const listeners = [...this.untold]
    this.untold.clear()
    for (const listener of listeners) {
      if (listener.takePeople(frame)) this.told.add(listener)
    }
  }

  private frameOf(
    persons: readonly PersonId[],
    { full, left }: { readonly full: boolean; readonly left: readonly PersonLeft[] },
  ): Uint8Array {
    const here = persons.flatMap(person => this.personHere(person) ?? [])
    return encodeDown({ type: 'people', count: this.persons.size, full, here, left })
  }

  private personHere(person: PersonId): PersonHere | null {
    const record = this.persons.get(person)
    if (record === undefined) return null
    const { profile, joinedAtMs } = record
    for (const peer of record.peers.values()) peer.hidden ||= peer.connections === 0
    return { person, profile, joinedAtMs, peers: connectedPeers(record) }
  }
}

function newPerson(profile: Profile, joinedAtMs: number): PersonRecord {
  return { profile, joinedAtMs, peers: new Map(), endedMs: 0 }
}

function connectedPeers({ peers }: PersonRecord): Peer[] {
  return [...peers].flatMap(([author, { index, connections }]) =>
    connections > 0 ? [{ index, author }] : [],
  )
}

const sameProfile = (a: Profile, b: Profile): boolean => a.name === b.name && a.color === b.color

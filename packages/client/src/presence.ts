// Who is here, by person. A person with two tabs is one; oneself is counted but not announced.

import type { AuthorId, Peer, People, PersonHere, PersonId, PersonLeft } from '@inkroom/protocol'
import type { Coming, Going } from './events.ts'

export interface PeerName {
  readonly author: AuthorId
  readonly person: PersonId
}

export interface PresenceChange {
  readonly joined: readonly Coming[]
  readonly left: readonly Going[]
}

export class Presence {
  private readonly self: PersonId
  private readonly byPerson = new Map<PersonId, PersonHere>()
  private readonly byIndex = new Map<number, PeerName>()
  private announced = 0

  constructor(self: PersonId) {
    this.self = self
  }

  /** In the order of their coming, as far as this client saw it. */
  get people(): readonly PersonHere[] {
    return Array.from(this.byPerson.values())
  }

  /** As the server counts, oneself included. */
  get count(): number {
    return this.announced
  }

  /** Who has this number in ephemeral words. */
  peerOf(index: number): PeerName | null {
    return this.byIndex.get(index) ?? null
  }

  /** A full list announces nobody: it comes at each connect, and most in it never left. */
  take(frame: People): PresenceChange {
    this.announced = frame.count
    if (frame.full) this.clear()
    const joined = frame.here.filter(person => this.put(person) && !frame.full)
    const left = frame.left.flatMap(gone => this.remove(gone))
    const { count } = frame
    const coming = ({ person, profile, joinedAtMs }: PersonHere): Coming => {
      return { person, profile, atMs: joinedAtMs, count }
    }
    const notSelf = ({ person }: { person: PersonId }) => person !== this.self
    return { joined: joined.filter(notSelf).map(coming), left: left.filter(notSelf) }
  }

  private clear(): void {
    this.byPerson.clear()
    this.byIndex.clear()
  }

  /** Whether the person is new here. */
  private put(here: PersonHere): boolean {
    const before = this.byPerson.get(here.person)
    this.forgetPeers(before?.peers ?? [])
    this.byPerson.set(here.person, here)
    for (const { index, author } of here.peers) {
      this.byIndex.set(index, { author, person: here.person })
    }
    return before === undefined
  }

  private remove({ person, leftAtMs }: PersonLeft): Going[] {
    const before = this.byPerson.get(person)
    if (before === undefined) return []
    this.forgetPeers(before.peers)
    this.byPerson.delete(person)
    const { profile, joinedAtMs } = before
    return [{ person, profile, joinedAtMs, atMs: leftAtMs, count: this.announced }]
  }

  /** A number may have been given to another author meanwhile. */
  private forgetPeers(peers: readonly Peer[]): void {
    for (const { index, author } of peers) {
      if (this.byIndex.get(index)?.author === author) this.byIndex.delete(index)
    }
  }
}

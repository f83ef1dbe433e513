// The people here, as the chrome shows them (in which order is its own: app/people-order.ts).

import type { PersonHere, PersonId } from '@inkroom/protocol'
import type { Person } from '../app/board-store.ts'

export interface PeopleFacts {
  readonly here: readonly PersonHere[]
  readonly self: PersonId
  /** When each person was last seen doing something; absent for never. */
  readonly activeAtMs: ReadonlyMap<PersonId, number>
  readonly nowMs: number
}

/** Nothing drawn and no pointer moved for so long: shown dimmed. */
export const IDLE_AFTER_MS = 60_000

export function peopleList({ here, self, activeAtMs, nowMs }: PeopleFacts): Person[] {
  return here.map(({ person, profile, joinedAtMs, peers }): Person => {
    const isSelf = person === self
    const activeMs = activeAtMs.get(person) ?? joinedAtMs
    return {
      id: person,
      name: profile.name,
      color: profile.color,
      isSelf,
      idle: !isSelf && nowMs - activeMs > IDLE_AFTER_MS,
      joinedAtMs,
      tabs: Math.max(1, peers.length),
    }
  })
}

// The order in which people are shown.

import type { Person } from './board-store.ts'

/** Oneself, then the others as they came, so that nobody's place changes when someone joins. */
export function selfFirst(people: readonly Person[]): readonly Person[] {
  return people.toSorted(
    (a, b) => Number(b.isSelf) - Number(a.isSelf) || a.joinedAtMs - b.joinedAtMs,
  )
}

import type { PersonHere, PersonId } from '@inkroom/protocol'
import { personIdOf } from '@inkroom/protocol'
import { expect, it } from 'vitest'
import { IDLE_AFTER_MS, peopleList } from './people-list.ts'

const personOf = (n: number): PersonId => personIdOf(new Uint8Array(16).fill(n))

const here = (n: number, joinedAtMs: number): PersonHere => ({
  person: personOf(n),
  profile: { name: `P${n}`, color: n },
  joinedAtMs,
  peers: [],
})

it('knows oneself among the others', () => {
  const people = peopleList({
    here: [here(3, 30), here(1, 10), here(2, 20)],
    self: personOf(2),
    activeAtMs: new Map(),
    nowMs: 40,
  })
  expect(people.map(person => person.name)).toEqual(['P3', 'P1', 'P2'])
  expect(people.map(person => person.isSelf)).toEqual([false, false, true])
})

it('dims who has done nothing for long, but never oneself', () => {
  const people = peopleList({
    here: [here(1, 0), here(2, 0), here(3, 0)],
    self: personOf(1),
    activeAtMs: new Map([[personOf(2), IDLE_AFTER_MS]]),
    nowMs: IDLE_AFTER_MS + 1,
  })
  expect(people.map(person => person.idle)).toEqual([false, false, true])
})

// What people on a board saw, held against what the room has stored.

import { expect } from 'vitest'
import { allFaults, placedBatchOf } from './history.ts'
import { readLog } from './log-reader.ts'
import type { WirePerson } from './wire-person.ts'

/** Each has all, in one order, each batch once, and nothing happened to them that must not. */
export async function expectOneHistory(
  people: readonly WirePerson[],
  address: { readonly url: string; readonly roomName: string },
): Promise<void> {
  const log = (await readLog(address)).map(placedBatchOf)
  const histories = people.map(({ history }) => history)
  expect(allFaults(histories, log)).toEqual([])
  for (const { troubles, history, client } of people) {
    expect(troubles).toEqual([])
    const own = log.filter(({ author }) => author === client.author).map(({ counter }) => counter)
    expect(history.settled, 'each own batch is called saved once').toEqual(own)
  }
}

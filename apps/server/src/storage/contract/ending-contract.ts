// What every storage promises of a batch's end, which comes once, and of its author's counters.

import { expect, test } from 'vitest'
import { REFUSALS_PER_AUTHOR } from '../../bounds.ts'
import { ANNA, appendMany, BERT, batchOf } from '../../testing/batches.ts'
import { opened, openedWith, type StoragePlace } from '../../testing/storage-place.ts'
import type { Writer } from '../storage.ts'

export function endingContract(place: () => StoragePlace): void {
  test('[G2] the same batch again is the same batch: pending, stored, and after a restart', async () => {
    const here = place()
    const { storage, log, emissions } = await opened(here, ANNA)
    const first = log.append(batchOf(ANNA, 1))
    const whilePending = log.append(batchOf(ANNA, 1))
    expect(await first).toEqual({ kind: 'logged', seq: 1 })
    expect(await whilePending).toEqual({ kind: 'repeated', seq: 1 })
    expect(await log.append(batchOf(ANNA, 1))).toEqual({ kind: 'repeated', seq: 1 })
    await storage.close()
    const again = await opened(here, ANNA)
    expect(await again.log.append(batchOf(ANNA, 1))).toEqual({ kind: 'repeated', seq: 1 })
    expect([...emissions, ...again.emissions].length).toBe(1)
    await again.storage.close()
  })

  test('[G2] other bytes under a used counter are refused: pending, stored, and after a restart', async () => {
    const conflict = { kind: 'refused', refusal: 'conflict' }
    const here = place()
    const { storage, log } = await opened(here, ANNA)
    const first = log.append(batchOf(ANNA, 1, 1))
    expect(await log.append(batchOf(ANNA, 1, 99))).toEqual(conflict)
    expect(await first).toEqual({ kind: 'logged', seq: 1 })
    expect(await log.append(batchOf(ANNA, 1, 99))).toEqual(conflict)
    await storage.close()
    const again = await opened(here, ANNA)
    expect(await again.log.append(batchOf(ANNA, 1, 99))).toEqual(conflict)
    expect(again.log.head.seq).toBe(1)
    await again.storage.close()
  })

  test('[G2] a refusal uses its counter up for good, and blocks nothing behind it', async () => {
    const here = place()
    const { storage, log } = await opened(here, ANNA)
    const outcomes = await Promise.all([
      log.append(batchOf(ANNA, 1)),
      log.refuse(batchOf(ANNA, 2), 'forbidden'),
      log.append(batchOf(ANNA, 3)),
    ])
    expect(outcomes.map(({ kind }) => kind)).toEqual(['logged', 'refused', 'logged'])
    await storage.close()
    const again = await opened(here, ANNA)
    const settled = { last: 3, refused: [{ counter: 2, refusal: 'forbidden' }] }
    expect(again.log.settled(ANNA.author, 1)).toEqual(settled)
    expect(again.log.settled(ANNA.author, 3)).toEqual({ last: 3, refused: [] })
    const refused = { kind: 'refused', refusal: 'forbidden' }
    expect(await again.log.append(batchOf(ANNA, 2))).toEqual(refused)
    expect(await again.log.refuse(batchOf(ANNA, 2), 'too-large')).toEqual(refused)
    expect(again.log.head.seq).toBe(2)
    await again.storage.close()
  })

  test('[G2] counters go on where the author stood, or where the client says it holds none below', async () => {
    const here = place()
    const { storage, log } = await opened(here, ANNA)
    await appendMany(log, ANNA, 4)
    await storage.close()
    const again = await opened(here)
    await again.log.admit(ANNA, 2)
    expect(again.log.settled(ANNA.author, 2).last).toBe(4)
    await again.log.admit(ANNA, 10)
    expect(again.log.settled(ANNA.author, 10).last).toBe(9)
    expect(await again.log.append(batchOf(ANNA, 10))).toEqual({ kind: 'logged', seq: 5 })
    expect(await again.log.append(batchOf(ANNA, 7))).toEqual({
      kind: 'refused',
      refusal: 'conflict',
    })
    await again.storage.close()
  })

  test('[G16] an author belongs to the person it first came with, also after a restart', async () => {
    const here = place()
    const thief: Writer = { author: ANNA.author, person: BERT.person }
    const { storage, log } = await opened(here, ANNA)
    expect(await log.admit(thief, 1)).toEqual({ kind: 'taken' })
    await log.append(batchOf(ANNA, 1))
    await storage.close()
    const again = await opened(here)
    expect(await again.log.admit(thief, 1)).toEqual({ kind: 'taken' })
    expect(await again.log.admit(ANNA, 1)).toEqual({ kind: 'admitted' })
    await again.storage.close()
  })

  test('an author that left is known again when it comes back', async () => {
    const { storage, log } = await opened(place(), ANNA)
    await appendMany(log, ANNA, 2)
    log.dismiss(ANNA.author)
    expect(() => log.settled(ANNA.author, 1)).toThrow('admitted')
    await log.admit(ANNA, 1)
    expect(log.settled(ANNA.author, 1).last).toBe(2)
    await storage.close()
  })

  test('an author that leaves while its batch is under way loses nothing', async () => {
    const { storage, log } = await opened(place(), ANNA)
    const outcome = log.append(batchOf(ANNA, 1))
    log.dismiss(ANNA.author)
    expect(await outcome).toEqual({ kind: 'logged', seq: 1 })
    await storage.close()
  })

  test('[G18] refusals are stored of the newest counters alone', async () => {
    const here = place()
    const { storage, log } = await openedWith(here, {})
    await Promise.all([1, 2].map(counter => log.refuse(batchOf(ANNA, counter), 'forbidden')))
    await log.admit(ANNA, REFUSALS_PER_AUTHOR + 2)
    await log.refuse(batchOf(ANNA, REFUSALS_PER_AUTHOR + 2), 'forbidden')
    await storage.close()
    const again = await openedWith(here, {})
    const { refused } = again.log.settled(ANNA.author, 1)
    expect(refused.map(({ counter }) => counter)).toEqual([REFUSALS_PER_AUTHOR + 2])
    await again.storage.close()
  })
}

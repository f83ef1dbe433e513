// What every storage promises of a board's rows.

import type { ObjectId } from '@inkroom/protocol'
import { expect, test } from 'vitest'
import { ANNA, appendMany } from '../../testing/batches.ts'
import { bodyOf } from '../../testing/ops.ts'
import { opened, type StoragePlace } from '../../testing/storage-place.ts'
import type { ChangedRow } from '../storage.ts'

function changedRow(id: string, tailAt: number, tail: Uint8Array): ChangedRow {
  // Any text will do: a storage takes an object's id as it is.
  return { id: id as ObjectId, head: bodyOf(id.length + tailAt), tailAt, tail }
}

export function rowsContract(place: () => StoragePlace): void {
  test('rows come back in the order of birth, their bodies grown piece by piece', async () => {
    const here = place()
    const { storage, log } = await opened(here, ANNA)
    await appendMany(log, ANNA, 1)
    const mark = { ...log.head, digest: { a: 0xffff_ffff, b: 1 } }
    await log.saveCheckpoint({
      ...mark,
      rows: [changedRow('one', 0, bodyOf(1)), changedRow('four', 0, bodyOf(2))],
    })
    await log.saveCheckpoint({
      ...mark,
      rows: [changedRow('one', 8, bodyOf(3)), changedRow('seven', 0, new Uint8Array())],
    })
    await storage.close()
    const again = await opened(here)
    expect(again.log.checkpoint).toEqual(mark)
    const bodies: number[][] = []
    const heads: number[][] = []
    for (let after: number | null = 0; after !== null; ) {
      const page = await again.log.readRows(after, 1)
      expect(page.rows.length).toBe(1)
      bodies.push(...page.rows.map(({ body }) => [...body]))
      heads.push(...page.rows.map(({ head }) => [...head]))
      after = page.next
    }
    expect(bodies).toEqual([[...bodyOf(1), ...bodyOf(3)], [...bodyOf(2)], []])
    expect(heads).toEqual([bodyOf(11), bodyOf(4), bodyOf(5)].map(head => [...head]))
    await again.storage.close()
  })

  test('a tail replaces all from where it begins, so that a checkpoint may be stored again', async () => {
    const here = place()
    const { storage, log } = await opened(here, ANNA)
    await appendMany(log, ANNA, 1)
    const mark = { ...log.head, digest: { a: 1, b: 2 } }
    const tails: readonly (readonly [at: number, tail: Uint8Array])[] = [
      [0, bodyOf(1)],
      [8, bodyOf(2)],
      [16, bodyOf(3)],
      [8, bodyOf(4, 24)],
    ]
    for (const [at, tail] of tails) {
      await log.saveCheckpoint({ ...mark, rows: [changedRow('one', at, tail)] })
    }
    const { rows } = await log.readRows(0, 1_000)
    expect(rows.map(({ body }) => [...body])).toEqual([[...bodyOf(1), ...bodyOf(4, 24)]])
    await storage.close()
  })
}

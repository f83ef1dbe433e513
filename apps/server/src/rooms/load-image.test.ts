import { randomBytes } from 'node:crypto'
import { encodeOps, Image, type Op, objectIdOf } from '@inkroom/protocol'
import { describe, expect, test } from 'vitest'
import { systemClock } from '../clock.ts'
import { LogStorage } from '../storage/log-storage.ts'
import type { Medium } from '../storage/medium.ts'
import { MemoryMedium } from '../storage/memory-medium.ts'
import type { RoomLog } from '../storage/storage.ts'
import { ANNA } from '../testing/batches.ts'
import { bodyOf, create, extend, remove, restore, set } from '../testing/ops.ts'
import { changedRowsOf } from './changed-rows.ts'
import { loadImage } from './load-image.ts'

const STEPS: readonly (readonly Op[])[] = [
  [create(1, bodyOf(1), false)],
  [extend(1, 8, bodyOf(2))],
  [create(2), set(objectIdOf(ANNA.author, 2), bodyOf(5))],
  [extend(1, 16, bodyOf(3), true)],
  [remove(objectIdOf(ANNA.author, 1))],
  [create(3, new Uint8Array(), false)],
  [restore(5), extend(3, 0, bodyOf(6))],
]

async function openedOn(medium: Medium): Promise<RoomLog> {
  const log = await new LogStorage({ medium, clock: systemClock }).open('board')
  await log.admit(ANNA, 1)
  return log
}

async function append(log: RoomLog, ops: readonly Op[]): Promise<void> {
  const counter = log.settled(ANNA.author, 1).last + 1
  await log.append({ ...ANNA, counter, bytes: encodeOps(ops) })
}

/** What a room does: everything that it saw is in the rows of its checkpoint. */
async function checkpoint(log: RoomLog): Promise<void> {
  const { image, changed } = await loadImage(log)
  const rows = changedRowsOf(image, changed.take())
  await log.saveCheckpoint({ ...log.head, digest: image.digest, rows })
}

function foldOf(steps: readonly (readonly Op[])[]): Image {
  const image = new Image()
  steps.forEach((ops, index) => image.apply({ ...ANNA, counter: index + 1, seq: index + 1, ops }))
  return image
}

describe('loading a board', () => {
  test('[G1] rows at any checkpoints, and the log behind them, are the fold of the whole log', async () => {
    for (let first = 0; first <= STEPS.length; first += 1) {
      for (let second = first; second <= STEPS.length; second += 1) {
        const medium = new MemoryMedium(randomBytes(16))
        let log = await openedOn(medium)
        for (const [index, ops] of STEPS.entries()) {
          if (index === first || index === second) await checkpoint(log)
          await append(log, ops)
        }
        log = await openedOn(medium)
        const { image } = await loadImage(log)
        expect(image.digest).toEqual(foldOf(STEPS).digest)
      }
    }
  })

  test('only what changed since the checkpoint is stored by the next, and of bodies only the ends', async () => {
    const log = await openedOn(new MemoryMedium(randomBytes(16)))
    for (const ops of STEPS.slice(0, 3)) await append(log, ops)
    await checkpoint(log)
    await append(log, [extend(1, 16, bodyOf(3), true)])
    const { image, changed } = await loadImage(log)
    const rows = changedRowsOf(image, changed.take())
    expect(rows.map(({ id, tailAt, tail }) => [id, tailAt, [...tail]])).toEqual([
      [objectIdOf(ANNA.author, 1), 16, [...bodyOf(3)]],
    ])
    expect(changed.size).toBe(0)
  })

  test('changes whose checkpoint failed are stored with the next, from where the last one ended', async () => {
    const log = await openedOn(new MemoryMedium(randomBytes(16)))
    const { image, changed } = await loadImage(log)
    const apply = (seq: number, ops: readonly Op[]) => {
      changed.apply(image, { ...ANNA, counter: seq, seq, ops })
    }
    apply(1, [create(1, bodyOf(1), false)])
    const lost = changed.take()
    apply(2, [extend(1, 8, bodyOf(2))])
    changed.putBack(lost)
    const [row] = changedRowsOf(image, changed.take())
    expect([row?.tailAt, row?.tail.length]).toEqual([0, 16])
  })

  test('a log that was changed on the disk is not opened', async () => {
    const medium = new MemoryMedium(randomBytes(16))
    const log = await openedOn(medium)
    for (const ops of STEPS) await append(log, ops)
    const [part] = await medium.readLog('board', 2, 1)
    // The last byte of a batch's body.
    if (part !== undefined) part.bytes[part.bytes.length - 1] = 0x55
    await expect(loadImage(await openedOn(medium))).rejects.toThrow('does not lead to its head')
  })

  test('rows that were changed on the disk are not opened', async () => {
    const medium = new MemoryMedium(randomBytes(16))
    const log = await openedOn(medium)
    for (const ops of STEPS) await append(log, ops)
    await checkpoint(log)
    const { rows } = await medium.readRows('board', 0, 1)
    rows[0]?.body.fill(0)
    await expect(loadImage(await openedOn(medium))).rejects.toThrow('its objects are not those')
  })

  test('[G15] rows that are ahead of their log are not opened: seqs would be given twice', async () => {
    const medium = new MemoryMedium(randomBytes(16))
    const log = await openedOn(medium)
    for (const ops of STEPS) await append(log, ops)
    const { image, changed } = await loadImage(log)
    const rows = changedRowsOf(image, changed.take())
    const ahead = { seq: log.head.seq + 1, hash: log.head.hash, digest: image.digest, rows }
    await medium.saveCheckpoint('board', ahead)
    await expect(loadImage(await openedOn(medium))).rejects.toThrow(
      `is damaged: its log does not lead to its head at ${log.head.seq}`,
    )
  })

  test('[G15] a board that the storage cannot read is named by its id', async () => {
    const medium = new MemoryMedium(randomBytes(16))
    const log = await openedOn(medium)
    medium.readRows = () => Promise.reject(new Error('the disk has a hole'))
    await expect(loadImage(log)).rejects.toThrow(
      `The stored board with the id ${log.room} cannot be read: the disk has a hole.`,
    )
  })
})

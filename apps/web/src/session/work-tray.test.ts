import type { HeldWork } from '@inkroom/client'
import { authorIdOf, type Batch, encodeOps, type Op, roomIdOf } from '@inkroom/protocol'
import { beforeEach, describe, expect, it } from 'vitest'
import { boardStore, INITIAL_BOARD_STATE } from '../app/board-store.ts'
import { BEAT } from './testing/beat.ts'
import { FakeClient } from './testing/fake-client.ts'
import { ManualClock } from './testing/manual-clock.ts'
import { WorkTray } from './work-tray.ts'

const author = authorIdOf(new Uint8Array(16))
const other = authorIdOf(new Uint8Array(16).fill(1))
const room = roomIdOf(new Uint8Array(8))
let client: FakeClient
let clock: ManualClock
let tray: WorkTray

const lots = () => boardStore.getState().tray

function batch(counter: number, bytes?: Uint8Array): Batch {
  const ops: readonly Op[] = [{ kind: 'restore', counter: 1 }]
  return { author, counter, ops, bytes: bytes ?? encodeOps(ops) }
}

const refuse = (counter: number, refusal: 'forbidden' | 'too-large', bytes?: Uint8Array) =>
  client.say('refused', { author, counter, refusal, opIndex: null, batch: batch(counter, bytes) })

const held = (...counters: number[]): HeldWork => ({
  author,
  room,
  batches: counters.map(counter => batch(counter)),
})

beforeEach(() => {
  boardStore.setState({ ...INITIAL_BOARD_STATE, boardId: 'here' }, true)
  client = new FakeClient()
  clock = new ManualClock()
  tray = new WorkTray(client, clock)
})

describe('[G2] refused work', () => {
  it('is one lot a reason, with all of its batches, since the first', () => {
    clock.pass(50)
    refuse(1, 'forbidden')
    clock.pass(50)
    refuse(2, 'forbidden')
    refuse(3, 'too-large')
    expect(lots()).toMatchObject([
      { why: { kind: 'refused', reason: 'forbidden' }, count: 2, sinceMs: 50, boardId: 'here' },
      { why: { kind: 'refused', reason: 'too-large' }, count: 1, sinceMs: 100 },
    ])
    expect(tray.work.map(({ batches }) => batches.map(({ counter }) => counter))).toEqual([
      [1, 2],
      [3],
    ])
  })

  it('is counted also where it never became a batch', () => {
    tray.addNotTaken('too-large')
    expect(lots()).toMatchObject([{ count: 1 }])
    expect(tray.work[0]?.batches).toEqual([])
  })

  it('stays when the tray is put away: nothing else has it', () => {
    refuse(1, 'forbidden')
    tray.putStoredAway()
    expect(lots()).toMatchObject([{ count: 1, isStored: false }])
  })

  it('is gone when it is deleted, and what is refused later is not', () => {
    refuse(1, 'forbidden')
    tray.delete()
    expect(lots()).toEqual([])
    refuse(2, 'forbidden')
    expect(tray.work[0]?.batches.map(({ counter }) => counter)).toEqual([2])
  })

  it('[G18] makes room for the newest again once it is deleted', () => {
    const bytes = new Uint8Array(9 * 1024 * 1024)
    refuse(1, 'forbidden', bytes)
    tray.delete()
    refuse(2, 'forbidden', bytes)
    refuse(3, 'too-large', new Uint8Array(1024 * 1024))
    expect(tray.work.flatMap(({ batches }) => batches.map(({ counter }) => counter))).toEqual([
      2, 3,
    ])
  })

  it('[G18] is bounded in bytes, the newest is kept, and all of it is counted', () => {
    const bytes = new Uint8Array(1024 * 1024)
    for (let counter = 1; counter <= 20; counter += 1) refuse(counter, 'forbidden', bytes)
    expect(tray.work[0]?.batches.map(({ counter }) => counter)).toEqual(
      Array.from({ length: 16 }, (_, at) => at + 5),
    )
    expect(lots()).toMatchObject([{ count: 20 }])
  })

  it('does not go for what stays stored, however much that is', () => {
    const batches = [batch(7, new Uint8Array(17 * 1024 * 1024))]
    client.say('orphan-blocked', { reason: 'capability-wrong', roomName: 'there', author, batches })
    refuse(1, 'forbidden')
    expect(tray.work.map(each => each.batches.length)).toEqual([1, 1])
    tray.putStoredAway()
    refuse(2, 'forbidden')
    expect(tray.work.map(each => each.batches.length)).toEqual([2])
  })
})

describe('[G4] work that is held', () => {
  const replace = (work: HeldWork) => {
    client.heldWork = [work]
    client.say('board-replaced', { before: room, after: room, held: work })
  }

  it('for a board that was made anew is there at once', () => {
    replace(held(1, 2))
    expect(lots()).toMatchObject([{ why: { kind: 'held' }, count: 2 }])
  })

  it('is no lot where nothing is held', () => {
    replace(held())
    expect(lots()).toEqual([])
  })

  it('by an earlier visit is found when the board is there, and counted once', () => {
    client.heldWork = [held(1), held(4, 5)]
    client.say('live', { seq: 1 })
    const batches = client.heldWork[1]?.batches ?? []
    const event = { reason: 'board-replaced', roomName: 'here', author, batches } as const
    client.say('orphan-blocked', event)
    expect(lots()).toMatchObject([{ why: { kind: 'held' }, count: 3 }])
  })

  it('by an earlier visit that is found late is told with the next beat, and not with each', () => {
    client.say('live', { seq: 1 })
    client.heldWork = [held(1, 2)]
    client.say('beat', BEAT)
    expect(lots()).toMatchObject([{ why: { kind: 'held' }, count: 2 }])
    const before = lots()
    client.say('beat', BEAT)
    expect(lots()).toBe(before)
    client.heldWork = []
    client.say('beat', BEAT)
    expect(lots()).toEqual([])
  })

  it('stays away once it was put away, until there is more of it', () => {
    replace(held(1))
    tray.putStoredAway()
    client.say('live', { seq: 2 })
    expect(lots()).toEqual([])
    replace(held(1, 2))
    expect(lots()).toMatchObject([{ count: 2 }])
  })

  it('that is found later is shown, whatever was put away before', () => {
    replace(held(1))
    tray.putStoredAway()
    const later: HeldWork = { ...held(1, 2), author: other }
    const batches = later.batches.map(each => ({ ...each, author: other }))
    client.heldWork = [...client.heldWork, { ...later, batches }]
    client.say('live', { seq: 2 })
    expect(lots()).toMatchObject([{ why: { kind: 'held' }, count: 2 }])
    expect(tray.work[0]?.batches.map(each => each.author)).toEqual([other, other])
  })

  it('leaves the store when it is deleted, and what was put away does not', () => {
    replace(held(1, 2))
    tray.putStoredAway()
    const batches = [{ ...batch(1), author: other }]
    client.heldWork = [held(1, 2), { author: other, room, batches }]
    client.say('live', { seq: 2 })
    tray.delete()
    expect(lots()).toEqual([])
    expect(client.heldWork).toEqual([held(1, 2)])
  })

  it('[G20] is not called stored where nothing stores it, and is not put away then', () => {
    client.isKept = false
    replace(held(1))
    tray.putStoredAway()
    expect(lots()).toMatchObject([{ count: 1, isStored: false }])
    client.isKept = true
    client.say('kept', { isKept: true, unkeptCount: 0 })
    expect(lots()).toMatchObject([{ isStored: true }])
  })

  it('for another board is put away and never deleted from here', () => {
    const batches = [batch(1)]
    client.say('orphan-blocked', { reason: 'capability-wrong', roomName: 'there', author, batches })
    tray.delete()
    expect(lots()).toMatchObject([{ count: 1, isStored: true }])
    tray.putStoredAway()
    expect(lots()).toEqual([])
  })

  it('says of another board which one it is, and why it cannot be sent', () => {
    const batches = [batch(1)]
    client.say('orphan-blocked', { reason: 'capability-wrong', roomName: 'there', author, batches })
    expect(lots()).toMatchObject([
      { why: { kind: 'blocked', reason: 'capability-wrong' }, boardId: 'there', count: 1 },
    ])
  })
})

import { decodeCursor, EPHEMERAL_KINDS } from '@inkroom/protocol'
import { beforeEach, expect, it } from 'vitest'
import { type CursorSender, createCursorSender } from './cursor-sender.ts'
import { FakeClient } from './testing/fake-client.ts'
import { ManualClock } from './testing/manual-clock.ts'

let client: FakeClient
let clock: ManualClock
let sender: CursorSender

const sent = () => client.ephemerals.map(({ body }) => decodeCursor(body)?.x ?? null)

beforeEach(() => {
  client = new FakeClient()
  clock = new ManualClock()
  sender = createCursorSender(client, clock)
})

it('sends the first place at once, then the newest a few times a second', () => {
  for (let x = 0; x < 100; x += 1) {
    sender.move({ x, y: 0 })
    clock.pass(1)
  }
  expect(sent()[0]).toBe(0)
  expect(sent().length).toBeLessThanOrEqual(4)
  clock.pass(100)
  expect(sent().at(-1)).toBe(99)
  expect(client.ephemerals[0]?.kind).toBe(EPHEMERAL_KINDS.cursor)
})

it('says that the pointer left the board', () => {
  sender.move({ x: 5, y: 0 })
  sender.move(null)
  clock.pass(100)
  expect(sent()).toEqual([5, null])
})

it('says nothing more when a stroke begins', () => {
  sender.move({ x: 5, y: 0 })
  sender.move({ x: 6, y: 0 })
  sender.rest()
  clock.pass(100)
  expect(sent()).toEqual([5])
})

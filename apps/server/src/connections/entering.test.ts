import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import type { Room } from '../rooms/room.ts'
import type { RoomRegistry } from '../rooms/room-registry.ts'
import type { RunningServer } from '../server.ts'
import type { Medium } from '../storage/medium.ts'
import { MemoryMedium } from '../storage/memory-medium.ts'
import { create } from '../testing/ops.ts'
import { clientOf, joined, testServer } from '../testing/test-server.ts'

/** Holds back who an author belongs to. */
class SlowAuthors extends MemoryMedium {
  gate = Promise.resolve()
  readonly asked = new Set<() => void>()

  override async findAuthor(...args: Parameters<Medium['findAuthor']>) {
    for (const each of this.asked) each()
    await this.gate
    return super.findAuthor(...args)
  }
}

function roomsOf(server: RunningServer): Room[] {
  // The test reaches below for the rooms that the server has.
  const registry: RoomRegistry = Reflect.get(server, 'rooms')
  return [...registry.all()]
}

test('[G15] who was about to enter a board that had to be read anew is told to try again, and finds it', async () => {
  const medium = new SlowAuthors(randomBytes(16))
  const server = await testServer({}, { medium })
  const drawer = await joined(server, { author: 1 })
  let letIn = (): void => {}
  medium.gate = new Promise<void>(resolve => (letIn = resolve))
  const asked = new Promise<void>(resolve => medium.asked.add(resolve))
  const late = await clientOf(server, { author: 2 }).open()
  late.send(late.hello)
  await asked
  const [before] = roomsOf(server)
  if (before === undefined) throw new Error('no board is open')
  // Our own mistake, made up: what the room holds cannot be folded on.
  Reflect.set(before, 'blocks', null)
  drawer.draw(create(1))
  expect(await drawer.closeName()).toBe('internal-error')
  letIn()
  expect(await late.closeName()).toBe('try-later')
  expect(late.frames).toEqual([])
  const again = await joined(server, { author: 2 })
  expect(again.image.size).toBe(1)
  expect(roomsOf(server)).not.toContain(before)
})

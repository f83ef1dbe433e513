import { randomBytes } from 'node:crypto'
import { limits } from '@inkroom/protocol'
import { expect, test } from 'vitest'
import { UNSETTLED_BYTES, UNSETTLED_ROOM_BYTES } from './bounds.ts'
import { MemoryMedium } from './storage/memory-medium.ts'
import { HeldMedium } from './testing/held-medium.ts'
import { bodyOf, create } from './testing/ops.ts'
import { clientOf, joined, testServer } from './testing/test-server.ts'

test('[G18] beyond the boards that may be in memory one is told to try later; those that are there go on', async () => {
  const server = await testServer({ maxRooms: 1 })
  const there = await joined(server, { author: 1, room: 'there' })
  const other = await clientOf(server, { author: 2, room: 'other' }).open()
  other.send(other.hello)
  expect(await other.closeName()).toBe('try-later')
  const late = await joined(server, { author: 3, room: 'there' })
  there.draw(create(1))
  await late.untilSeq(1)
})

test('[G18] a board that no disk takes is bounded: who draws is read no further, who comes is told to try later', async () => {
  const medium = new HeldMedium(new MemoryMedium(randomBytes(16)))
  const settings = { bytesPerSecond: 1_000_000_000, batchesPerSecond: 1_000_000 }
  const server = await testServer(settings, { medium })
  const body = bodyOf(1, limits.MAX_FRAME_BYTES - 100)
  const frames = Math.ceil(UNSETTLED_BYTES / body.length)
  const writers = Math.ceil(UNSETTLED_ROOM_BYTES / (frames * body.length))
  const clients = []
  for (let author = 1; author <= writers; author += 1) {
    const client = await joined(server, { author })
    for (let n = 1; n <= frames; n += 1) client.draw(create(n, body))
    clients.push(client)
  }
  const comes = async (author: number) => {
    const client = await clientOf(server, { author }).open()
    client.send(client.hello)
    const isWelcome = client.until(() => client.all('welcome').length > 0).then(() => 'welcome')
    const answer = await isWelcome.catch(() => client.closeName())
    client.socket.terminate()
    return answer
  }
  let author = 100
  const next = () => comes((author += 1))
  await expect.poll(next, { timeout: 10_000 }).toBe('try-later')
  for (const client of clients) client.socket.terminate()
  medium.release()
  await expect.poll(next, { timeout: 10_000 }).toBe('welcome')
})

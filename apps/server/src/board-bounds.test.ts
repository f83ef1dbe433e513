import { roomIdOf } from '@inkroom/protocol'
import { describe, expect, test } from 'vitest'
import { LARGEST_ENTRY_BYTES } from './bounds.ts'
import { ManualClock } from './testing/manual-clock.ts'
import { create } from './testing/ops.ts'
import { joined, temporaryFolder, testServer } from './testing/test-server.ts'

describe('a board at its quota', () => {
  test('[G18] turns read-only for everyone, and says why: to who draws, in each beat, to who comes', async () => {
    const server = await testServer({ maxBoardBytes: LARGEST_ENTRY_BYTES + 20 })
    const [a, b] = [await joined(server, { author: 1 }), await joined(server, { author: 2 })]
    expect(a.last('welcome').isFull).toBe(false)
    a.draw(create(1))
    await b.untilSeq(1)
    b.draw(create(2))
    await b.until(() => b.all('refused').length > 0)
    expect(b.last('refused')).toMatchObject({ refusal: 'board-full' })
    a.send({ type: 'probe' })
    await a.until(() => a.all('beat').length > 0)
    expect(a.last('beat').isFull).toBe(true)
    const late = await joined(server, { author: 3 })
    expect(late.last('welcome')).toMatchObject({ isFull: true, mayDraw: true, head: a.seq })
    expect(late.image.digest).toEqual(a.image.digest)
    expect([a.closing, b.closing]).toEqual([null, null])
  })
})

describe('a board whose log has a floor', () => {
  test.each(['memory', 'sqlite'] as const)(
    '[G5] who comes back from below it gets a snapshot, from above it what was missed: %s',
    async storage => {
      const clock = new ManualClock()
      const dataDir = temporaryFolder()
      const settings = { logKeepBytes: 1, ringBytes: 0, storage, dataDir, roomIdleMs: 0 }
      const server = await testServer(settings, { clock })
      const a = await joined(server, { author: 1 })
      const early = a.position
      for (let n = 1; n <= 5; n += 1) {
        a.draw(create(n))
        await a.untilSeq(n)
      }
      clock.advance(15_000)
      const resumeAt = (position: typeof early, author: number) =>
        joined(server, { author, hello: { resume: position } })
      // The floor moves in its own time; from then on it stands.
      await expect
        .poll(async () => (await resumeAt(early, 100)).last('welcome').mode)
        .toBe('snapshot')
      const below = await resumeAt(early, 2)
      expect(below.last('welcome').isBelowFloor).toBe(true)
      expect(below.image.digest).toEqual(a.image.digest)
      // What it has is another board's, so this one's floor says nothing about it.
      const elsewhere = { ...early, room: roomIdOf(new Uint8Array(8)) }
      for (const resume of [elsewhere, null]) {
        const other = await joined(server, { author: 5, hello: { resume } })
        expect(other.last('welcome')).toMatchObject({ mode: 'snapshot' })
        expect(other.last('welcome').isBelowFloor).toBe(false)
      }
      below.send({ type: 'heal', seq: below.seq, digest: below.image.digest })
      await below.until(() => below.all('welcome').length === 2)
      expect(below.last('welcome').isBelowFloor).toBe(false)
      const at = a.position
      a.draw(create(6))
      await a.untilSeq(6)
      const above = await resumeAt(at, 3)
      expect(above.last('welcome').mode).toBe('resumed')
      expect(above.entries.map(({ seq }) => seq)).toEqual([6])
      const late = await joined(server, { author: 4 })
      expect(late.image.digest).toEqual(a.image.digest)
    },
  )

  test('[G3] opens again from its rows and the log above it', async () => {
    const clock = new ManualClock()
    const settings = { logKeepBytes: 1, storage: 'sqlite', dataDir: temporaryFolder() } as const
    const first = await testServer(settings, { clock })
    const a = await joined(first, { author: 1 })
    for (let n = 1; n <= 5; n += 1) a.draw(create(n))
    await a.untilSeq(5)
    await first.close()
    const second = await testServer(settings)
    const b = await joined(second, { author: 2 })
    expect(b.image.digest).toEqual(a.image.digest)
    const again = await joined(second, { author: 1, hello: { resume: a.position } })
    expect(again.last('welcome')).toMatchObject({ mode: 'resumed', settled: 5 })
    again.draw(create(6))
    await b.untilSeq(6)
  })
})

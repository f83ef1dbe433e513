import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { chainStart, type LogEntry, type RoomId } from '@inkroom/protocol'
import { pino } from 'pino'
import { describe, expect, test } from 'vitest'
import type { RunningServer } from './server.ts'
import { inlineSqlite } from './testing/inline-sqlite.ts'
import { ManualClock } from './testing/manual-clock.ts'
import { bodyOf, create } from './testing/ops.ts'
import { startProgram, urlOf } from './testing/program.ts'
import { clientOf, joined, temporaryFolder, testServer } from './testing/test-server.ts'
import { WireClient } from './testing/wire-client.ts'

const readiness = async ({ url }: RunningServer) => {
  const response = await fetch(`${url}/readyz`)
  return [response.status, await response.json()]
}

describe('a full disk', () => {
  test('[G15] rolls back, shows nothing to anyone, is not ready, and heals: each batch is saved once', async () => {
    const { store, medium } = await inlineSqlite(temporaryFolder())
    const clock = new ManualClock()
    const server = await testServer({ silentMs: 600_000 }, { clock, medium })
    const [a, b] = [await joined(server, { author: 1 }), await joined(server, { author: 2 })]
    a.draw(create(1))
    await b.untilSeq(1)
    // SQLite takes as many pages as there are: the file cannot grow.
    store.database.exec('PRAGMA max_page_count = 1')
    for (const n of [2, 3]) a.draw(create(n, bodyOf(n, 60_000)))
    await expect.poll(() => readiness(server)).toEqual([503, { status: 'full' }])
    expect(store.findRoom('board')?.head.seq).toBe(1)
    // Its author, who comes again meanwhile, is told that only the first one has ended, and sends again.
    const again = await joined(server, { author: 1, hello: { floor: 2, resume: a.position } })
    expect(again.last('welcome')).toMatchObject({ mode: 'resumed', settled: 1, refused: [] })
    for (const n of [2, 3]) again.draw(create(n, bodyOf(n, 60_000)))
    again.send({ type: 'probe' })
    await again.until(() => again.all('beat').length > 0)
    expect([a.seq, b.seq, again.seq]).toEqual([1, 1, 1])
    store.database.exec('PRAGMA max_page_count = 100000')
    clock.advance(5000)
    await Promise.all([a, b, again].map(client => client.untilSeq(3)))
    expect(await readiness(server)).toEqual([200, { status: 'ready' }])
    again.draw(create(4))
    await b.untilSeq(4)
    expect(b.entries.map(({ counter }) => counter)).toEqual([1, 2, 3, 4])
    expect(b.image.size).toBe(4)
    expect(store.findRoom('board')?.head.seq).toBe(4)
  })
})

/** The board from its first batch. */
async function wholeLog(url: string, room: RoomId): Promise<readonly LogEntry[]> {
  const resume = { room, seq: 0, hash: chainStart(room) }
  const reader = await new WireClient({ url, author: 99, hello: { resume } }).join()
  reader.socket.terminate()
  expect(reader.last('welcome').mode).toBe('resumed')
  return reader.entries
}

describe('a commit of which nothing is known', () => {
  test.each(['before', 'never'])(
    '[G15] ends the process with a sentence, and what is sent again after its restart ends once (stored: %s)',
    async INKROOM_FAILS => {
      const environment = { DATA_DIR: temporaryFolder(), INKROOM_FAILS, LOG_LEVEL: 'silent' }
      const failing = startProgram({ environment, entry: './testing/failing-main.ts' })
      const client = await new WireClient({ url: await urlOf(failing) }).join()
      const bytes = [client.draw(create(1))]
      await client.untilSeq(1)
      for (const n of [2, 3, 4]) bytes.push(client.draw(create(n)))
      expect(await failing.exited).toBe(70)
      expect(failing.err()).toBe('The storage failed: fsync: Input/output error\n')
      await client.closed
      expect(client.seq).toBe(1)

      const url = await urlOf(startProgram({ environment }))
      const hello = { resume: client.position, floor: 2 }
      const again = await new WireClient({ url, hello }).join()
      const { mode, settled, refused } = again.last('welcome')
      expect([mode, refused]).toEqual(['resumed', []])
      expect(settled > 1).toBe(INKROOM_FAILS === 'before')
      for (const each of bytes.slice(settled)) again.send({ type: 'batch', bytes: each })
      await again.untilSeq(4)
      const log = await wholeLog(url, again.position.room)
      expect(log.map(({ counter, bytes: logged }) => [counter, [...logged]])).toEqual(
        bytes.map((each, index) => [index + 1, [...each]]),
      )
      again.socket.terminate()
    },
  )
})

const PAGE_BYTES = 4096

/** A leaf of a table whose entries stand in its keys' order. */
const LEAF = 0x0a

/** Leaves on which a text stands, the ones written last at the end. */
function leavesOf(file: Buffer, text: string): number[] {
  const starts = Array.from({ length: file.length / PAGE_BYTES }, (_, page) => page * PAGE_BYTES)
  return starts.filter(at => file[at] === LEAF && file.subarray(at, at + PAGE_BYTES).includes(text))
}

type Damage = (file: Buffer, at: number) => void

/** Each is done to one page of the board's objects, amid others of that board. */
const DAMAGES: readonly (readonly [string, Damage])[] = [
  ['torn in the middle', (file, at) => file.fill(0xff, at, at + PAGE_BYTES / 2)],
  ['empty', (file, at) => file.fill(0, at, at + PAGE_BYTES)],
]

const DRAWN = 30
const MARKS = { broken: 'BROKEN', whole: 'SOUND' }

async function drawMarked(server: RunningServer, room: keyof typeof MARKS): Promise<void> {
  const client = await joined(server, { room })
  const body = new TextEncoder().encode(MARKS[room].repeat(130))
  // One commit each: so a page has parts of one board, but where two boards meet.
  for (let n = 1; n <= DRAWN; n += 1) {
    client.draw(create(n, body))
    await client.untilSeq(n)
  }
}

function damagePage(path: string, damage: Damage): void {
  const file = readFileSync(path)
  const leaves = leavesOf(file, MARKS.broken)
  expect(leaves.length).toBeGreaterThan(8)
  // Its objects were stored behind its log, as the server closed.
  damage(file, leaves.at(-3) ?? 0)
  writeFileSync(path, file)
}

describe('a damaged page', () => {
  test.each(DAMAGES)(
    '[G15] that is %s closes its own board, to be tried again, and no other',
    async (_how, damage) => {
      const dataDir = temporaryFolder()
      const first = await testServer({ storage: 'sqlite', dataDir })
      await drawMarked(first, 'broken')
      await drawMarked(first, 'whole')
      await first.close()
      damagePage(join(dataDir, 'inkroom.db'), damage)

      const lines: string[] = []
      const logger = pino({ level: 'error' }, { write: line => void lines.push(line) })
      const server = await testServer({ storage: 'sqlite', dataDir }, { logger })
      const client = await clientOf(server, { room: 'broken', author: 2 }).open()
      client.send(client.hello)
      expect(await client.closeName()).toBe('internal-error')
      expect(client.frames).toEqual([])
      expect(lines.map(line => JSON.parse(line).err.message)).toEqual([
        expect.stringMatching(/^The stored board with the id [0-9a-f]{16} cannot be read: /),
      ])
      const neighbour = await joined(server, { room: 'whole', author: 2 })
      expect(neighbour.image.size).toBe(DRAWN)
      neighbour.draw(create(1))
      await neighbour.untilSeq(DRAWN + 1)
      expect(await readiness(server)).toEqual([200, { status: 'ready' }])
    },
  )
})

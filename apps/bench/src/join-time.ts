// How long a joiner waits: boards of 1,000 and 10,000 strokes of 60 points, one who joins, and twenty at
// once. Beside it, in the same run: the same number of bytes over a bare `ws`.

import { once } from 'node:events'
import { WebSocket, WebSocketServer } from 'ws'
import { benchServer, type Drawer, drawer, untilLive } from './drawing-session.ts'
import { fill, POINTS, wanderings } from './filled-board.ts'
import { loopbackPort } from './loopback-port.ts'
import type { BenchContext, Figure } from './report.ts'
import { seededRandom } from './seeded-random.ts'
import { median, round } from './statistics.ts'

const SIZES = [1_000, 10_000]
const RUNS = 5
const AT_ONCE = 20

interface Join {
  readonly ms: number
  readonly bytes: number
  readonly strokes: number
}

async function join(open: () => Drawer): Promise<Join> {
  const startMs = performance.now()
  const joiner = open()
  await untilLive(joiner)
  const ms = performance.now() - startMs
  const { traffic, document, client } = joiner
  client.close()
  return { ms, bytes: traffic.downBytes, strokes: document.size }
}

async function bareTransferMs(bytes: number): Promise<number> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
  await once(server, 'listening')
  // 64 KiB a message, as the chunks of a board are.
  server.on('connection', socket => {
    for (let sent = 0; sent < bytes; sent += 65_536) {
      socket.send(new Uint8Array(Math.min(65_536, bytes - sent)))
    }
    socket.close()
  })
  const port = loopbackPort(server)
  const startMs = performance.now()
  const socket = new WebSocket(`ws://127.0.0.1:${port}`)
  await once(socket, 'close')
  const ms = performance.now() - startMs
  server.close()
  return ms
}

async function measureSize(strokes: number, seed: number): Promise<Figure[]> {
  const section = `join: ${strokes} strokes of ${POINTS} points`
  const server = await benchServer({ batchesPerSecond: 1e9, bytesPerSecond: 1e12 })
  const author = drawer(server, 'join')
  await untilLive(author)
  await fill(author, wanderings(strokes, seededRandom(seed)))
  const open = () => drawer(server, 'join')
  const first = await join(open)
  if (first.strokes !== strokes) throw new Error(`${first.strokes} of ${strokes} strokes arrived`)
  const runs: Join[] = []
  for (let i = 0; i < RUNS; i += 1) runs.push(await join(open))
  const startMs = performance.now()
  await Promise.all(Array.from({ length: AT_ONCE }, () => join(open)))
  const atOnceMs = performance.now() - startMs
  const bareMs = await bareTransferMs(first.bytes)
  author.client.close()
  await server.close()
  const isLarge = strokes === 10_000
  return [
    { section, name: 'first joiner', value: round(first.ms, 1), unit: 'ms' },
    {
      section,
      name: 'each next joiner, median',
      value: round(median(runs.map(({ ms }) => ms)), 1),
      unit: 'ms',
      ...(isLarge ? { goal: 60 } : {}),
    },
    {
      section,
      name: `${AT_ONCE} joiners at once`,
      value: round(atOnceMs, 1),
      unit: 'ms',
      ...(isLarge ? { goal: 400 } : {}),
    },
    {
      section,
      name: 'snapshot',
      value: round(first.bytes / (strokes * POINTS)),
      unit: 'B a point',
      goal: 2.5,
    },
    {
      section,
      name: 'yardstick: as many bytes over a bare ws',
      value: round(bareMs, 1),
      unit: 'ms',
    },
  ]
}

export async function measureJoin({ seed }: BenchContext): Promise<Figure[]> {
  const figures: Figure[] = []
  for (const strokes of SIZES) figures.push(...(await measureSize(strokes, seed)))
  return figures
}

import { randomFillSync } from 'node:crypto'
import { Client } from '@inkroom/client'
import { drawKey, ImageReplica } from '@inkroom/client/node'
import { limits, type Op } from '@inkroom/protocol'
import { expect, it } from 'vitest'
import { canReadKernelQueues, figuresOf, kernelQueueBytes, sumOf } from '../src/server-metrics.ts'
import { ServerProcess } from '../src/server-process.ts'
import { until } from '../src/until.ts'
import { allFaults, History, placedBatchOf } from './history.ts'
import { readLog } from './log-reader.ts'
import { NotingReader, PausableSockets } from './paused-reader.ts'

const READERS = 200
const PENS = 2
/** So large that few of them fill what the system holds for a connection, and then what the server may. */
const BODY_BYTES = 60_000
const MAX_HELD_BYTES = 1024 * 1024
/** What a process has read of a frame that is not whole yet, and has not told anybody. */
const HALF_READ_BYTES = limits.CHUNK_BYTES
const BATCHES_BEHIND = 20
/** Of who would never fall behind, 36 MB. */
const MOST_BATCHES = 600

interface Address {
  readonly url: string
  readonly roomName: string
}

function join(address: Address) {
  const replica = new ImageReplica()
  const sockets = new PausableSockets()
  const client = new Client({
    ...address,
    environment: sockets.environment,
    replica,
    personKey: drawKey(),
    profile: { name: 'Pen', color: 1 },
    // To stand still for long is what is tested here, not what is noticed of it.
    timing: { probeAfterMs: 200_000, deadAfterMs: 300_000 },
  })
  const history = new History(client)
  client.connect()
  return { client, replica, history, sockets }
}

type Member = ReturnType<typeof join>

const isLive = ({ client }: Member): boolean => client.state.kind === 'live'

/** One batch at a time, as long as it is wanted. */
function draw({ client }: Member, wantsMore: () => boolean): void {
  let n = 0
  const next = (): void => {
    if (!wantsMore()) return
    n += 1
    const body = randomFillSync(new Uint8Array(BODY_BYTES))
    const op: Op = { kind: 'create', n, page: 0, parent: null, body, last: true }
    client.submit([op])
  }
  client.on('settled', next)
  next()
}

it.skipIf(!canReadKernelQueues)(
  `[G11] one of ${READERS} readers who stops reading costs the others no frame and the server no more than 1 MiB and a frame, and catches up when it reads again (skipped where /proc/net/tcp is missing: nothing else tells what the system holds)`,
  async () => {
    const server = await ServerProcess.launch({
      BYTES_PER_SECOND: '1000000000',
      SILENT_MS: '300000',
    })
    const address = { url: server.socketUrl, roomName: 'stalled' }
    const stalled = join(address)
    const pens = Array.from({ length: PENS }, () => join(address))
    const others = Array.from({ length: READERS - 1 }, () => new NotingReader(address))
    try {
      await until(
        'all are live',
        () => [stalled, ...pens].every(isLive) && others.every(each => each.isLive),
      )
      stalled.sockets.pause()
      let behindAt = Number.POSITIVE_INFINITY
      const seq = (): number => Math.min(...pens.map(({ client }) => client.seq))
      for (const pen of pens)
        draw(pen, () => seq() < Math.min(behindAt + BATCHES_BEHIND, MOST_BATCHES))
      await until('it fell behind', async () => {
        return sumOf(await figuresOf(server.origin), 'inkroom_behind_total') > 0
      })
      behindAt = seq()
      await until('all is saved', () => pens.every(({ client }) => client.unsettledCount === 0))
      const batches = Math.max(...pens.map(({ client }) => client.seq))
      await until('the others have all', () => others.every(each => each.batches === batches))

      const [first] = others
      for (const { frames, isClosed } of others) {
        expect(isClosed).toBe(false)
        expect(frames).toEqual(first?.frames)
      }
      const figures = await figuresOf(server.origin)
      expect(sumOf(figures, 'inkroom_behind_total'), 'only one fell behind').toBe(1)
      expect(stalled.client.seq).toBeLessThan(batches)
      const read = [...others, ...[stalled, ...pens].map(({ sockets }) => sockets)]
      const readBytes = read.reduce((sum, { receivedBytes }) => sum + receivedBytes, 0)
      const unreadBytes = sumOf(figures, 'inkroom_sent_bytes_total') - readBytes
      const clientPort = stalled.sockets.localPort
      const heldBytes = unreadBytes - kernelQueueBytes({ serverPort: server.port, clientPort })
      expect(heldBytes).toBeLessThanOrEqual(MAX_HELD_BYTES + limits.CHUNK_BYTES + HALF_READ_BYTES)

      stalled.sockets.resume()
      await until('it has caught up', () => stalled.client.seq === batches)
      expect(stalled.replica.digest).toEqual(pens[0]?.replica.digest)
      expect(stalled.history.joins).toEqual(['snapshot'])
      const log = (await readLog(address)).map(placedBatchOf)
      expect(
        allFaults(
          [stalled, ...pens].map(({ history }) => history),
          log,
        ),
      ).toEqual([])
    } finally {
      for (const { client } of [stalled, ...pens]) client.close()
      for (const each of others) each.close()
      await server.dispose()
    }
  },
  120_000,
)

import { Client, type ClientState, type Environment } from '@inkroom/client'
import { drawKey, ImageReplica, nodeEnvironment } from '@inkroom/client/node'
import { AuthorTable, decodeDown, type Op } from '@inkroom/protocol'
import { expect, it } from 'vitest'
import { ServerProcess } from '../src/server-process.ts'
import { until } from '../src/until.ts'
import { seededRandom } from './seeded-random.ts'

const CLIENTS = process.env['INKROOM_ALL'] ? 1000 : 300
/** Of those who come back in the same 100 ms. */
const MOST_IN_A_BIN = CLIENTS < 500 ? 25 : CLIENTS * 0.05
const BIN_MS = 100

/** One of the many: no document, and a note of each delay that it drew after a loss. */
class Swimmer {
  readonly replica = new ImageReplica()
  readonly client: Client
  beats = 0
  /** Of the first wait after the last `forget`; null before. */
  delayMs: number | null = null

  constructor(url: string, random: () => number) {
    this.client = new Client({
      url,
      environment: { ...nodeEnvironment, random, openSocket: this.openSocket },
      roomName: 'storm',
      replica: this.replica,
      personKey: drawKey(),
      profile: { name: 'Many', color: 3 },
      // Each has been live for long enough to begin anew with the first delay.
      timing: { steadyAfterMs: 0 },
    })
    this.client.on('state', state => this.note(state))
    this.client.connect()
  }

  get isLive(): boolean {
    return this.client.state.kind === 'live'
  }

  private readonly openSocket: Environment['openSocket'] = (url, events) =>
    nodeEnvironment.openSocket(url, {
      ...events,
      received: bytes => {
        events.received(bytes)
        if (this.isLive && isBeat(bytes)) this.beats += 1
      },
      closed: (code, reason) => events.closed(code, reason),
    })

  private note(state: ClientState): void {
    if (state.kind === 'waiting') this.delayMs ??= state.untilMs - nodeEnvironment.clock.nowMs()
  }
}

/** Live frames lean on a table that is not at hand here; they are no beats. */
function isBeat(bytes: Uint8Array): boolean {
  try {
    return decodeDown(bytes, new AuthorTable()).type === 'beat'
  } catch {
    return false
  }
}

function fullestBin(delays: readonly number[]): number {
  const bins = new Map<number, number>()
  for (const delay of delays) {
    const bin = Math.floor(delay / BIN_MS)
    bins.set(bin, (bins.get(bin) ?? 0) + 1)
  }
  return Math.max(...bins.values())
}

const OP: Op = { kind: 'create', n: 1, page: 0, parent: null, body: Uint8Array.of(1), last: true }

it.each(['kill9', 'stop'] as const)(
  `[G9] [G4] ${CLIENTS} clients that lose the server at once (%s) draw delays that spread their return, and all come back with all they had`,
  async how => {
    // Beats come often, so that everyone soon knows the window that fits so many.
    const server = await ServerProcess.launch({
      PING_MS: '300-400',
      MAX_CONNECTIONS_PER_ADDRESS: '2000',
    })
    const random = seededRandom(CLIENTS)
    const swimmers = Array.from({ length: CLIENTS }, () => new Swimmer(server.socketUrl, random))
    try {
      await until('all are live', () => swimmers.every(({ isLive }) => isLive))
      for (const swimmer of swimmers) swimmer.beats = 0
      await until('all heard of the window', () => swimmers.every(({ beats }) => beats > 0))
      for (const swimmer of swimmers) swimmer.delayMs = null
      await server[how]()
      await until('all noticed', () => swimmers.every(({ delayMs }) => delayMs !== null))
      // Drawn while nobody is there, it goes out when they are back.
      for (const { client } of swimmers) client.submit([OP])
      await server.start()
      const delays = swimmers.map(({ delayMs }) => delayMs ?? 0)
      expect(fullestBin(delays)).toBeLessThanOrEqual(MOST_IN_A_BIN)
      await until('all are back', () => swimmers.every(({ isLive }) => isLive))
      await until('all have all', () => swimmers.every(({ client }) => client.seq === CLIENTS))
      const [first] = swimmers
      for (const { client, replica } of swimmers) {
        expect(client.unsettledCount).toBe(0)
        expect(replica.digest).toEqual(first?.replica.digest)
      }
    } finally {
      for (const { client } of swimmers) client.close()
      await server.dispose()
    }
  },
  180_000,
)

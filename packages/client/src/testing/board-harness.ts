// A client on a fake network with a server of one room behind it, and a record of all that it told.

import { authorIdOf, encodeOps, type Op, personIdOf } from '@inkroom/protocol'
import { Client } from '../client.ts'
import type { ClientOptions } from '../client-options.ts'
import type { Clock } from '../environment.ts'
import type { ClientEvents } from '../events.ts'
import { inflateInScript } from '../inflate-rows.ts'
import type { BoardOptions } from '../options.ts'
import { FakeNetwork } from './fake-network.ts'
import { RecordingReplica } from './recording-replica.ts'
import { RoomServer } from './room-server.ts'
import { VirtualClock } from './virtual-clock.ts'

type Told = { readonly [Name in keyof ClientEvents]: ClientEvents[Name][] }
type EventName = keyof ClientEvents

const nothingTold = (): Told => ({
  state: [],
  welcome: [],
  beat: [],
  progress: [],
  live: [],
  batch: [],
  settled: [],
  refused: [],
  unsettled: [],
  kept: [],
  recovered: [],
  'orphan-blocked': [],
  people: [],
  joined: [],
  left: [],
  ephemeral: [],
  diverged: [],
  healed: [],
  'history-replaced': [],
  'board-replaced': [],
  lost: [],
  'gave-up': [],
  error: [],
})

export const keyOf = (n: number): Uint8Array => new Uint8Array(16).fill(n)
export const authorNumbered = (n: number) => authorIdOf(keyOf(n))
export const personNumbered = (n: number) => personIdOf(keyOf(100 + n))

/** Births object n. */
export function createOps(n: number): readonly Op[] {
  return [{ kind: 'create', n, page: 0, parent: null, body: new Uint8Array([n & 255]), last: true }]
}

export interface HarnessOptions extends Partial<BoardOptions>, Pick<ClientOptions, 'keepWork'> {
  readonly random?: () => number
  readonly server?: RoomServer
  readonly clock?: VirtualClock
  /** The clock as the client has it; the same by default. */
  readonly pageClock?: Clock
  /** Whose keys the client has. */
  readonly self?: number
}

export class BoardHarness {
  readonly clock: VirtualClock
  readonly network = new FakeNetwork()
  readonly server: RoomServer
  readonly replica: RecordingReplica
  readonly client: Client
  readonly told: Told = nothingTold()
  /** The names of all that was told, in order. */
  readonly order: EventName[] = []

  constructor(options: HarnessOptions = {}) {
    const { random = () => 0.5, server, clock, pageClock, self = 1, ...board } = options
    this.clock = clock ?? new VirtualClock()
    this.server = server ?? new RoomServer()
    this.replica = new RecordingReplica(authorNumbered(self))
    this.client = new Client({
      environment: {
        inflate: inflateInScript,
        random,
        openSocket: (url, events) => this.network.openSocket(url, events),
        clock: pageClock ?? this.clock,
        randomBytes: count => new Uint8Array(count).fill(7),
      },
      url: 'ws://board.test/ws',
      roomName: 'sketch',
      replica: this.replica,
      authorKey: keyOf(self),
      personKey: keyOf(100 + self),
      profile: { name: 'Ada', color: 1 },
      ...board,
    })
    // Object.keys forgets the literal type of its object's keys.
    for (const name of Object.keys(this.told) as EventName[]) this.record(name)
  }

  // The parameter ties a name to its own list of events; over the union they would mix.
  private record<Name extends EventName>(name: Name, list: Told[Name] = this.told[name]): void {
    this.client.on(name, event => {
      list.push(event)
      this.order.push(name)
    })
  }

  get kind(): string {
    return this.client.state.kind
  }

  /** Begins to connect, and goes on until the board is live. */
  join(): this {
    this.client.connect()
    return this.openLast()
  }

  /** Joins a board of 250 objects, as far as a snapshot's first part: a welcome came, and the first rows of several. */
  joinHalfway(): this {
    for (let n = 1; n <= 250; n += 1) this.otherDraws(n)
    this.client.connect()
    const { last } = this.network
    last.open()
    this.server.serve(last)
    last.deliver(2)
    return this
  }

  /** The newest socket opens, and both sides say all they have to. */
  openLast(): this {
    this.network.last.open()
    return this.settle()
  }

  /** Delivers both ways over the newest socket until neither side has anything to say. */
  settle(): this {
    const { last } = this.network
    for (let round = 0; round < 1_000; round += 1) {
      this.server.serve(last)
      last.deliver()
      this.server.serve(last)
      if (last.waitingDown === 0) return this
    }
    throw new Error('the two sides do not stop talking')
  }

  /** The link breaks, the wait passes, and another one joins. */
  reconnect(code = 1006): this {
    this.network.last.drop(code)
    return this.comeBack()
  }

  /** Waits for the next try and joins. */
  comeBack(): this {
    return this.waitForTry().openLast()
  }

  /** Not a moment longer than it takes: an attempt that nobody answers would be cut. */
  waitForTry(): this {
    const before = this.network.links.length
    for (let n = 0; n < 6_000 && this.network.links.length === before; n += 1)
      this.clock.advance(10)
    if (this.network.links.length === before) throw new Error('no further try was made')
    return this
  }

  submit(n: number): number {
    const result = this.client.submit(createOps(n))
    if (result.kind !== 'queued') throw new Error(`not queued but ${result.kind}`)
    return result.batch.counter
  }

  /** Another author draws its object n. */
  otherDraws(n: number, author = 2): void {
    this.server.appendFrom(authorNumbered(author), personNumbered(author), encodeOps(createOps(n)))
  }

  /** Whether the replica is what the server has. */
  get isSame(): boolean {
    const { a, b } = this.server.image.digest
    return this.replica.digest.a === a && this.replica.digest.b === b
  }
}

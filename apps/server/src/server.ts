// Puts one server together, and takes it apart again without losing anything.
//
//   up ──close()──▸ draining: no upgrades, connections closed bit by bit, commits and rows stored ──▸ down

import { randomBytes } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { type Logger, pino } from 'pino'
import type { WebSocket } from 'ws'
import { type Clock, systemClock } from './clock.ts'
import { Connection } from './connections/connection.ts'
import type { ConnectionServices, MayDraw } from './connections/connection-services.ts'
import { PersonRates } from './connections/person-rates.ts'
import { reconnectSpreadMs } from './connections/reconnect-spread.ts'
import { type Readiness, routes } from './http/routes.ts'
import { openDoor } from './http/upgrades.ts'
import { Journal } from './journal.ts'
import { Metrics } from './metrics.ts'
import { RoomRegistry } from './rooms/room-registry.ts'
import type { Settings } from './settings.ts'
import { LogStorage } from './storage/log-storage.ts'
import type { Medium } from './storage/medium.ts'
import { MemoryMedium } from './storage/memory-medium.ts'
import { SqliteMedium } from './storage/sqlite/sqlite-medium.ts'
import type { Storage, StorageState } from './storage/storage.ts'

/** What tests and programs put in the place of the real thing. */
export interface ServerParts {
  readonly clock?: Clock
  readonly random?: () => number
  readonly logger?: Logger
  readonly medium?: Medium
  readonly mayDraw?: MayDraw
  /** The storage failed: nothing is emitted any more, and the process should end. */
  readonly onFatal?: (error: unknown) => void
}

export interface RunningServer {
  readonly url: string
  readonly port: number
  readonly connections: number
  /** Resolves when everything is stored and closed. */
  close(): Promise<void>
}

/** Rejects where it cannot listen, or cannot open its storage. */
export async function startServer(
  settings: Settings,
  parts: ServerParts = {},
): Promise<RunningServer> {
  const medium = parts.medium ?? (await openMedium(settings))
  const server = new BoardServer(settings, { ...parts, medium })
  await server.listen()
  return server
}

function openMedium({ storage, dataDir }: Settings): Promise<Medium> {
  return storage === 'sqlite'
    ? SqliteMedium.open(dataDir)
    : Promise.resolve(new MemoryMedium(randomBytes(16)))
}

const ignore = (): void => {}
/** A few connections need not the whole window. */
const LONGEST_STEP_MS = 5
/** For closes to be answered; who does not is cut off. */
const FAREWELL_MS = 1000

class BoardServer implements RunningServer {
  private readonly settings: Settings
  private readonly clock: Clock
  private readonly metrics: Metrics
  private readonly journal: Journal
  private readonly storage: Storage
  private readonly rooms: RoomRegistry
  private readonly connected = new Set<Connection>()
  private readonly http: Server
  private readonly services: ConnectionServices
  private readonly onFatal: (error: unknown) => void
  private closing: Promise<void> | null = null
  /** Those who will come back once this has drained; 0 before. */
  private leaving = 0
  private onEveryoneGone: () => void = ignore
  private boundPort = 0

  constructor(settings: Settings, parts: ServerParts & { readonly medium: Medium }) {
    this.settings = settings
    this.clock = parts.clock ?? systemClock
    this.onFatal = parts.onFatal ?? ignore
    this.metrics = new Metrics({
      connections: () => this.connections,
      rooms: () => this.rooms.size,
    })
    const logger = parts.logger ?? pino({ level: settings.logLevel }, pino.destination(2))
    this.journal = new Journal(this.metrics, logger)
    this.storage = this.makeStorage(parts.medium)
    this.rooms = this.makeRooms()
    this.services = this.makeServices(parts)
    this.http = createServer(this.makeRoutes())
    openDoor(this.http, {
      ...settings,
      isDraining: () => this.closing !== null,
      onRefused: status => this.journal.upgradeRefused(status),
      onSocket: (socket, stream) => this.connect(socket, stream),
    })
  }

  get port(): number {
    return this.boundPort
  }

  get url(): string {
    const { host } = this.settings
    const everywhere = host === '0.0.0.0' || host === '::'
    const name = everywhere ? 'localhost' : host.includes(':') ? `[${host}]` : host
    return `http://${name}:${this.port}`
  }

  get connections(): number {
    return this.connected.size
  }

  listen(): Promise<void> {
    const { port, host } = this.settings
    return new Promise((resolve, reject) => {
      this.http.once('error', reject)
      this.http.listen({ port, host }, () => {
        this.http.off('error', reject)
        this.http.on('error', error => this.report(error))
        this.boundPort = portOf(this.http)
        resolve()
      })
    })
  }

  close(): Promise<void> {
    this.closing ??= this.drain()
    return this.closing
  }

  private async drain(): Promise<void> {
    this.leaving = this.connections
    this.journal.draining(this.leaving)
    await this.endConnections()
    // Whatever fails here, the rest is still closed: what was seen has long been stored.
    await this.storage.settle().catch(error => this.report(error))
    await this.rooms.close().catch(error => this.report(error))
    await this.storage.close().catch(error => this.report(error))
    // Until here whoever came was told to come back later, and probes that this is not ready.
    this.http.close()
    this.http.closeAllConnections()
    this.journal.closed()
  }

  /** Spread, so that they do not all come back in one moment. */
  private async endConnections(): Promise<void> {
    const connections = [...this.connected]
    const stepMs = Math.min(
      LONGEST_STEP_MS,
      this.settings.drainMs / Math.max(1, connections.length),
    )
    const startMs = this.clock.nowMs()
    for (const [index, connection] of connections.entries()) {
      const waitMs = startMs + index * stepMs - this.clock.nowMs()
      if (waitMs >= 1) await this.wait(waitMs)
      connection.end('restart')
    }
    await Promise.race([this.everyoneGone(), this.wait(FAREWELL_MS)])
    for (const connection of this.connected) connection.terminate()
  }

  private everyoneGone(): Promise<void> {
    if (this.connected.size === 0) return Promise.resolve()
    return new Promise(resolve => {
      this.onEveryoneGone = resolve
    })
  }

  private wait(ms: number): Promise<void> {
    return new Promise(resolve => this.clock.setTimer(resolve, ms))
  }

  private connect(socket: WebSocket, stream: Duplex): void {
    const connection = new Connection(socket, this.services)
    this.connected.add(connection)
    stream.on('drain', () => connection.drained())
    socket.on('close', () => {
      this.connected.delete(connection)
      if (this.connected.size === 0) this.onEveryoneGone()
    })
  }

  private makeStorage(medium: Medium): Storage {
    return new LogStorage({
      ...this.settings,
      medium,
      clock: this.clock,
      onCommit: seconds => this.journal.committed(seconds),
      onState: state => this.handleStorageState(state),
      onListenerError: error => this.report(error),
    })
  }

  private handleStorageState(state: StorageState): void {
    this.journal.storageEntered(state)
    if (state.kind === 'failed') this.onFatal(state.error)
  }

  private makeRooms(): RoomRegistry {
    return new RoomRegistry({
      ...this.settings,
      storage: this.storage,
      clock: this.clock,
      onError: error => this.report(error),
      onStorageRead: () => this.journal.storageRead(),
    })
  }

  private makeServices(parts: ServerParts): ConnectionServices {
    const { settings, clock, rooms, journal } = this
    return {
      settings,
      clock,
      rooms,
      rates: new PersonRates(clock, settings),
      journal,
      random: parts.random ?? Math.random,
      mayDraw: parts.mayDraw ?? (() => true),
      terms: () => ({
        // The last to be sent away come back among all the others.
        reconnectSpreadMs: reconnectSpreadMs(Math.max(this.leaving, this.connections)),
        beatMs: settings.pingMs.maxMs,
      }),
    }
  }

  private makeRoutes() {
    return routes({
      webDir: this.settings.webDir,
      counts: () => ({ rooms: this.rooms.size, connections: this.connections }),
      readiness: () => this.readiness(),
      metrics: () => this.metrics.registry.metrics(),
      onError: error => this.report(error),
    })
  }

  private readiness(): Readiness {
    if (this.closing !== null) return { isReady: false, state: 'draining' }
    const { kind } = this.storage.state
    return { isReady: kind === 'ready', state: kind }
  }

  private report(error: unknown): void {
    this.journal.failed(error)
  }
}

function portOf(http: Server): number {
  const address = http.address()
  return address === null || typeof address === 'string' ? 0 : address.port
}

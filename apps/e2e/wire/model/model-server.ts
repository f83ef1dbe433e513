// The real server in this process, one life of it: its door, connections, rooms and log, over links that are put into it
// instead of coming from a network, on a clock that stands still.

import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { Server } from 'node:http'
import { Writable } from 'node:stream'
import type { PersonId } from '@inkroom/protocol'
import { type RunningServer, type Settings, settingsOf, startServer } from '@inkroom/server'
import { pino } from 'pino'
import type { JournalMedium } from './journal-medium.ts'
import type { MemoryLink } from './memory-link.ts'
import type { StillClock } from './still-clock.ts'

/** Small, so that few bytes are enough to fall behind, and a checkpoint comes between any two commands. */
const SETTINGS: Partial<Settings> = {
  port: 0,
  host: '127.0.0.1',
  webDir: '/nowhere',
  bufferedBytes: 8 * 1024,
  ringBytes: 4 * 1024,
  checkpointMs: 700,
  roomIdleMs: 2000,
  batchesPerSecond: 100_000,
}

export interface ModelServerParts {
  readonly clock: StillClock
  readonly medium: JournalMedium
  readonly random: () => number
  readonly mayDraw: (person: PersonId) => boolean
}

export class ModelServer {
  /** What the server calls its own mistakes. */
  readonly complaints: string[] = []
  private isAlive = true
  private http: Server | null = null

  static async start(parts: ModelServerParts): Promise<ModelServer> {
    const server = new ModelServer()
    await server.listen(parts)
    return server
  }

  /** As if a client had connected. */
  take(link: MemoryLink): void {
    this.http?.emit('connection', link.server)
  }

  /** Nothing that it was about to do happens any more. */
  kill(): void {
    this.isAlive = false
    this.http?.close()
    this.http?.closeAllConnections()
  }

  private async listen({ clock, medium, random, mayDraw }: ModelServerParts): Promise<void> {
    const { complaints } = this
    const stream = new Writable({
      write: (line: Buffer, _encoding, done) => {
        complaints.push(line.toString())
        done()
      },
    })
    const running = await startServer(settingsOf(SETTINGS), {
      clock: clock.lifeOf(() => this.isAlive),
      medium,
      random,
      logger: pino({ level: 'error' }, stream),
      mayDraw: ({ person }) => mayDraw(person),
    })
    this.http = await httpOf(running)
  }
}

/** Node publishes the server of each request: one that is asked once is known from then on. */
async function httpOf({ url }: RunningServer): Promise<Server> {
  let found: Server | null = null
  const listener = (message: unknown): void => {
    if (typeof message !== 'object' || message === null || !('server' in message)) return
    if (message.server instanceof Server) found = message.server
  }
  subscribe('http.server.request.start', listener)
  await (await fetch(`${url}/healthz`)).text()
  unsubscribe('http.server.request.start', listener)
  if (found === null) throw new Error('the server was not published')
  return found
}

// A board with clients on it, in this process: a server with memory storage unless said otherwise.

import { Client } from '@inkroom/client'
import { nodeEnvironment } from '@inkroom/client/node'
import { Document } from '@inkroom/document'
import { authorIdOf, personIdOf, SECRET_BYTES } from '@inkroom/protocol'
import { type RunningServer, type Settings, settingsOf, startServer } from '@inkroom/server'
import { countingEnvironment, type Traffic } from './counting-environment.ts'

export interface Drawer {
  readonly client: Client
  readonly document: Document
  readonly traffic: Traffic
}

/** A server on a free loopback port that says nothing. */
export function benchServer(changes: Partial<Settings> = {}): Promise<RunningServer> {
  const settings = settingsOf({
    port: 0,
    host: '127.0.0.1',
    storage: 'memory',
    logLevel: 'silent',
    ...changes,
  })
  return startServer(settings)
}

export function drawer({ port }: Pick<RunningServer, 'port'>, roomName: string): Drawer {
  const { environment, traffic } = countingEnvironment()
  const authorKey = nodeEnvironment.randomBytes(SECRET_BYTES)
  const personKey = nodeEnvironment.randomBytes(SECRET_BYTES)
  const document = new Document({ author: authorIdOf(authorKey), person: personIdOf(personKey) })
  const client = new Client({
    url: `ws://127.0.0.1:${port}/ws`,
    roomName,
    replica: document,
    personKey,
    authorKey,
    profile: { name: 'Bench', color: 2 },
    environment,
  })
  client.connect()
  return { client, document, traffic }
}

export function untilLive({ client }: Drawer): Promise<void> {
  return new Promise((resolve, reject) => {
    if (client.state.kind === 'live') return resolve()
    const stop = client.on('state', state => {
      if (state.kind === 'stopped') reject(new Error(`stopped: ${state.reason}`))
      if (state.kind !== 'live') return
      stop()
      resolve()
    })
  })
}

export function untilSettled({ client }: Drawer): Promise<void> {
  return new Promise(resolve => {
    if (client.unsettledCount === 0) return resolve()
    const check = () => {
      if (client.unsettledCount > 0) return
      for (const stop of stops) stop()
      resolve()
    }
    const stops = [client.on('settled', check), client.on('unsettled', check)]
  })
}

export function untilSeq({ client }: Drawer, seq: number): Promise<void> {
  return new Promise(resolve => {
    if (client.seq >= seq) return resolve()
    const stop = client.on('batch', ({ entry }) => {
      if (entry.seq < seq) return
      stop()
      resolve()
    })
  })
}

// A server for tests: memory, a free port, no delays; closed when the test ends.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { onTestFinished } from 'vitest'
import { type RunningServer, type ServerParts, startServer } from '../server.ts'
import { type Settings, settingsOf } from '../settings.ts'
import { WireClient, type WireClientOptions } from './wire-client.ts'

export const silentLogger = pino({ level: 'silent' })

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'inkroom-test-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

export async function testServer(
  changes: Partial<Settings> = {},
  parts: ServerParts = {},
): Promise<RunningServer> {
  const settings = settingsOf({
    port: 0,
    host: '127.0.0.1',
    storage: 'memory',
    webDir: '/nowhere',
    drainMs: 0,
    ...changes,
  })
  const server = await startServer(settings, { logger: silentLogger, ...parts })
  onTestFinished(() => server.close())
  return server
}

export const metricsOf = async ({ url }: RunningServer): Promise<string> =>
  (await fetch(`${url}/metrics`)).text()

type ClientOptions = Omit<WireClientOptions, 'url'>

/** A client that said nothing yet. */
export function clientOf(server: RunningServer, options: ClientOptions = {}): WireClient {
  const client = new WireClient({ url: server.url, ...options })
  onTestFinished(() => client.socket.terminate())
  return client
}

/** A client that is live. */
export function joined(server: RunningServer, options: ClientOptions = {}): Promise<WireClient> {
  return clientOf(server, options).join()
}

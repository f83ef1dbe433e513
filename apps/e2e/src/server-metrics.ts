// What a server says of itself at /metrics, and what Linux says of its connections.

import { existsSync, readFileSync } from 'node:fs'

export type Figures = ReadonlyMap<string, number>

/** Values by name, labels included as they are printed: `inkroom_closes_total{reason="normal"}`. */
export async function figuresOf(origin: string): Promise<Figures> {
  // Kept for the next question, a connection may be closed by the server just when that is asked.
  const headers = { connection: 'close' }
  const text = await (await fetch(`${origin}/metrics`, { headers })).text()
  return new Map(
    text.split('\n').flatMap(line => {
      const at = line.lastIndexOf(' ')
      return line.startsWith('#') || at < 0 ? [] : [[line.slice(0, at), Number(line.slice(at + 1))]]
    }),
  )
}

/** Of all labels together. */
export function sumOf(figures: Figures, name: string): number {
  return Array.from(figures)
    .filter(([key]) => key === name || key.startsWith(`${name}{`))
    .reduce((sum, [, value]) => sum + value, 0)
}

const TABLE = '/proc/net/tcp'

export const canReadKernelQueues = existsSync(TABLE)

/**
 * Bytes that the system holds of a loopback connection to `serverPort`: written by the server and not yet
 * taken by the other side, plus what that side has not read.
 */
export function kernelQueueBytes(ports: { serverPort: number; clientPort: number }): number {
  const [server, client] = [hexPort(ports.serverPort), hexPort(ports.clientPort)]
  const lines = readFileSync(TABLE, 'utf8').split('\n')
  return lines.reduce((sum, line) => {
    const [, local = '', remote = '', , queues = ''] = line.trim().split(/\s+/)
    const [sending = '0', unread = '0'] = queues.split(':')
    if (local.endsWith(server) && remote.endsWith(client)) return sum + Number.parseInt(sending, 16)
    if (local.endsWith(client) && remote.endsWith(server)) return sum + Number.parseInt(unread, 16)
    return sum
  }, 0)
}

const hexPort = (port: number): string => `:${port.toString(16).toUpperCase().padStart(4, '0')}`

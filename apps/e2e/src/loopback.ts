// Servers of the tests' own listen on the loopback alone, at a port that is free.

import { once } from 'node:events'
import type { AddressInfo, Server } from 'node:net'

export async function listenOnLoopback(server: Server): Promise<void> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
}

export function portOf(server: { address(): AddressInfo | string | null }): number {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('a TCP socket has a port')
  return address.port
}

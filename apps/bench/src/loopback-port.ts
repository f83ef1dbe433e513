import type { AddressInfo } from 'node:net'

/** Where a server of the bench's own listens. */
export function loopbackPort(server: { address(): AddressInfo | string | null }): number {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('a TCP socket has a port')
  return address.port
}

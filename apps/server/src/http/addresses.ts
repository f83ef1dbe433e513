// Where a request comes from, and how many connections come from there.

import type { IncomingMessage } from 'node:http'

/** With proxies in front, each appends the address that it saw: the last ones are to be believed. */
export function addressOf(request: IncomingMessage, trustedProxies: number): string {
  const direct = request.socket.remoteAddress ?? ''
  if (trustedProxies === 0) return direct
  const seen = String(request.headers['x-forwarded-for'] ?? '').split(',')
  return seen.at(-trustedProxies)?.trim() || direct
}

export class AddressCounts {
  private readonly counts = new Map<string, number>()

  of(address: string): number {
    return this.counts.get(address) ?? 0
  }

  add(address: string): void {
    this.counts.set(address, this.of(address) + 1)
  }

  remove(address: string): void {
    const count = this.of(address) - 1
    if (count > 0) this.counts.set(address, count)
    else this.counts.delete(address)
  }
}

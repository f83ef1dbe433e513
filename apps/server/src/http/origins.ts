// Which pages may connect. A browser always says where a page comes from; what says nothing is none.

import type { IncomingMessage } from 'node:http'

export function isAllowedOrigin(request: IncomingMessage, allowed: readonly string[]): boolean {
  const { origin, host } = request.headers
  if (origin === undefined) return true
  return allowed.includes(origin) || isOwnOrigin(origin, host)
}

function isOwnOrigin(origin: string, host: string | undefined): boolean {
  if (host === undefined || !URL.canParse(origin)) return false
  const { protocol, host: originHost } = new URL(origin)
  const isPage = protocol === 'http:' || protocol === 'https:'
  return isPage && originHost === host.toLowerCase()
}

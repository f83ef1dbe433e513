// The built page. `/` and `/b/NAME` are the page itself; everything else is a file or nothing.

import { existsSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import sirv from 'sirv'

type Handler = (request: IncomingMessage, response: ServerResponse) => void

const BOARD_PATH = /^\/b\/[^/]+\/?$/
const ONE_YEAR_S = 365 * 24 * 3600

export function pathOf(request: IncomingMessage): string {
  return (request.url ?? '/').split(/[?#]/, 1)[0] ?? '/'
}

export function staticFiles(webDir: string, onNoMatch: Handler): Handler {
  if (!existsSync(webDir)) return onNoMatch
  const serve = sirv(webDir, {
    etag: true,
    onNoMatch,
    setHeaders: (response, path) => response.setHeader('Cache-Control', cachingOf(path)),
  })
  return (request, response) => {
    const path = pathOf(request)
    if (path === '/' || BOARD_PATH.test(path)) request.url = '/index.html'
    endWithSource(response)
    serve(request, response)
  }
}

/**
 * The names of the files are those of the start: one that is gone since (the page was built anew), or that cannot be
 * opened (too many are), fails while it is streamed, which nobody else hears, and would end the process.
 */
function endWithSource(response: ServerResponse): void {
  response.on('pipe', source => source.once('error', () => response.destroy()))
}

/** What the build hashed never changes; everything else is asked for anew, most often answered by 304. */
function cachingOf(path: string): string {
  return path.startsWith('/assets/') ? `public, max-age=${ONE_YEAR_S}, immutable` : 'no-cache'
}

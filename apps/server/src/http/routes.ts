// HTTP: the page, and what those who run the server ask.

import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { setSecurityHeaders } from './security-headers.ts'
import { pathOf, staticFiles } from './static-files.ts'

export interface Readiness {
  readonly isReady: boolean
  /** One word for what is, or is not. */
  readonly state: string
}

export interface RouteOptions {
  readonly webDir: string
  readonly counts: () => { readonly rooms: number; readonly connections: number }
  readonly readiness: () => Readiness
  readonly metrics: () => Promise<string>
  readonly onError: (error: unknown) => void
}

export function routes(options: RouteOptions): RequestListener {
  const serveFile = staticFiles(options.webDir, (_request, response) =>
    send(response, 404, 'Not found.'),
  )
  return (request, response) => {
    setSecurityHeaders(response)
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.setHeader('Allow', 'GET, HEAD')
      return send(response, 405, 'Only GET and HEAD.')
    }
    return answer(request, response, { ...options, serveFile })
  }
}

interface AnswerOptions extends RouteOptions {
  readonly serveFile: (request: IncomingMessage, response: ServerResponse) => void
}

function answer(request: IncomingMessage, response: ServerResponse, options: AnswerOptions): void {
  switch (pathOf(request)) {
    case '/health':
    case '/healthz':
      return sendJson(response, 200, { status: 'ok', ...options.counts() })
    case '/readyz': {
      const { isReady, state } = options.readiness()
      return sendJson(response, isReady ? 200 : 503, { status: state })
    }
    case '/metrics':
      options.metrics().then(
        text => send(response, 200, text),
        (error: unknown) => {
          options.onError(error)
          send(response, 500, 'The metrics could not be read.')
        },
      )
      return
    default:
      return options.serveFile(request, response)
  }
}

function send(response: ServerResponse, status: number, text: string): void {
  sendAs(response, status, { type: 'text/plain; charset=utf-8', body: text })
}

function sendJson(response: ServerResponse, status: number, value: object): void {
  sendAs(response, status, { type: 'application/json', body: JSON.stringify(value) })
}

interface Answer {
  readonly type: string
  readonly body: string
}

function sendAs(response: ServerResponse, status: number, { type, body }: Answer): void {
  response.writeHead(status, { 'Content-Type': type, 'Cache-Control': 'no-store' })
  response.end(body)
}

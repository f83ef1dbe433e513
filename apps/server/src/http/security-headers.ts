// What a browser is told to forbid the page.

import type { ServerResponse } from 'node:http'

// Nothing comes from elsewhere and no script stands in a page. Styles may: the dialogs of the page lock
// scrolling by a style element that they make.
const POLICY = [
  "default-src 'self'",
  "connect-src 'self' ws: wss:",
  "img-src 'self' blob: data:",
  "style-src 'self' 'unsafe-inline'",
  "worker-src 'self' blob:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
].join('; ')

export function setSecurityHeaders(response: ServerResponse): void {
  response.setHeader('Content-Security-Policy', POLICY)
  response.setHeader('X-Content-Type-Options', 'nosniff')
  // A board's name may be all that protects it.
  response.setHeader('Referrer-Policy', 'same-origin')
}

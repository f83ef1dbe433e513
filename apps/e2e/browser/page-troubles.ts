// What a page does wrong without showing it: errors, words on its console, requests to strangers, breaches of its
// content policy (the browser reports those on the console).

import type { BrowserContext, ConsoleMessage } from '@playwright/test'

/** A link that breaks is what some tests are for, and the browser itself writes that on the console. */
const BROKEN_LINK = /^WebSocket connection to|net::ERR_(CONNECTION|INTERNET|EMPTY_RESPONSE|SOCKET)/

/** The tests themselves read the canvas, and forbid service workers where they are not about them. */
const OWN_DOING = /willReadFrequently|^Service Worker registration blocked by Playwright$/

function consoleTrouble(message: ConsoleMessage): string | null {
  const isLoud = message.type() === 'error' || message.type() === 'warning'
  const text = message.text()
  const isExpected = BROKEN_LINK.test(text) || OWN_DOING.test(text)
  return isLoud && !isExpected ? `console ${message.type()}: ${text}` : null
}

/** The list fills as the pages of the context go on. */
export function watchTroubles(context: BrowserContext, host: string): readonly string[] {
  const troubles: string[] = []
  context.on('console', message => {
    const trouble = consoleTrouble(message)
    if (trouble !== null) troubles.push(trouble)
  })
  context.on('weberror', error => troubles.push(`uncaught: ${error.error().message}`))
  context.on('request', request => {
    const url = new URL(request.url())
    const isOwn = url.host === host || url.protocol === 'data:' || url.protocol === 'blob:'
    if (!isOwn) troubles.push(`request to ${request.url()}`)
  })
  return troubles
}

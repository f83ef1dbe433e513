// A browser without a window, and fresh pages in it.

import { type Browser, type CDPSession, chromium, type Page } from '@playwright/test'

/** Where Playwright's own browser is not installed, the one at that path. */
export function launchChromium(path: string | undefined): Promise<Browser> {
  return chromium.launch({
    ...(path === undefined ? {} : { executablePath: path }),
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  })
}

export interface FreshPage {
  readonly page: Page
  readonly cdp: CDPSession
  readonly close: () => Promise<void>
}

/** One that shares nothing with the pages before it. */
export async function freshPage(
  browser: Browser,
  viewport: { readonly width: number; readonly height: number },
): Promise<FreshPage> {
  const context = await browser.newContext({ viewport })
  const page = await context.newPage()
  // The TypeScript runner wraps functions in a helper of this name, which the page does not have.
  await page.addInitScript({ content: 'globalThis.__name = each => each' })
  return { page, cdp: await context.newCDPSession(page), close: () => context.close() }
}

// Owns how the browser tests run. Each worker's fixtures start a server of their own, so there is no `webServer` here:
// a project only says by which host name (`boardHost`) its tests reach it.
import { existsSync } from 'node:fs'
import { defineConfig, type PlaywrightTestProject } from '@playwright/test'
import type { BoardOptions } from './apps/e2e/browser/board-options.ts'
import { findChromium } from './scripts/lib/browser.mjs'

type Project = PlaywrightTestProject<BoardOptions>
type Use = NonNullable<Project['use']>

const debianFirefox = '/usr/bin/firefox-esr'
const lanHost = 'board.test'

const chromium = (boardHost: string, ...args: string[]): Use => ({
  browserName: 'chromium',
  boardHost,
  launchOptions: { ...executable(findChromium()), args: [...quiet, ...args] },
})

// QUIC and the browser's own errands only add noise and waiting; the sandbox cannot run as root (containers, CI).
const quiet = [
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
]

const projects: Project[] = [
  { name: 'chromium', use: chromium('localhost') },
  {
    // Plain http by a name that is not localhost, as boards on a LAN are: no secure context, so no clipboard,
    // no service worker, no crypto.subtle, no randomUUID.
    name: 'lan-http',
    grep: /@lan/,
    use: chromium(lanHost, `--host-resolver-rules=MAP ${lanHost} 127.0.0.1`),
  },
]

// A second engine, where one is at hand and time does not matter.
if (process.env.INKROOM_ALL && existsSync(debianFirefox)) {
  projects.push({
    name: 'firefox',
    grep: /@smoke/,
    use: {
      browserName: 'firefox',
      channel: 'moz-firefox',
      boardHost: 'localhost',
      launchOptions: { executablePath: debianFirefox },
    },
  })
}

// Without the film of each page, which costs a quarter of the run's time; what the page held is kept.
const tracing = { mode: 'retain-on-failure', screenshots: false } as const

export default defineConfig<BoardOptions>({
  testDir: 'apps/e2e/browser',
  outputDir: 'test-results',
  fullyParallel: true,
  workers: 2,
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  // For hangs only: a busy machine must not turn a slow test into a failed one.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: 'line',
  use: { trace: tracing, video: 'off', viewport: { width: 1280, height: 800 } },
  projects,
})

function executable(path: string | undefined) {
  return path === undefined ? {} : { executablePath: path }
}

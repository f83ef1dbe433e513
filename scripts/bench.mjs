// npm run bench: hands its arguments to the benchmarks.
import { existsSync } from 'node:fs'
import { findChromium } from './lib/browser.mjs'
import { makeBuild, staleBuilds } from './lib/builds.mjs'
import { inRoot } from './lib/checkout.mjs'
import { ensureInstalled, ensureStorage } from './lib/install.mjs'
import { requireNode } from './lib/node-version.mjs'
import { runNode } from './lib/run.mjs'

const main = inRoot('apps/bench/src/main.ts')

requireNode()
await ensureInstalled()
await ensureStorage()
// What browsers are measured on is the page as it was built last.
for (const build of staleBuilds()) await makeBuild(build)
const chromium = findChromium()
if (chromium !== undefined) process.env.CHROMIUM_PATH = chromium
if (existsSync(main)) {
  process.exitCode = await runNode(['--import', 'tsx', main, ...process.argv.slice(2)])
} else {
  console.error('There are no benchmarks in this checkout (apps/bench/src/main.ts).')
  process.exitCode = 1
}

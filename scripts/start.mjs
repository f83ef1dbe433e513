// npm start: from a fresh clone to a running board. Does only what is missing, so a second start is quick.
// The server then runs in this very process: signals reach it directly, with nobody in between to forward them.
import { existsSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { staleBuilds } from './lib/builds.mjs'
import { inRoot } from './lib/checkout.mjs'
import { ensureInstalled, ensureStorage } from './lib/install.mjs'
import { loadSettings } from './lib/load-settings.mjs'
import { requireNode } from './lib/node-version.mjs'
import { runNode } from './lib/run.mjs'

const server = inRoot('apps/server/dist/main.js')

requireNode()
try {
  await prepare()
} catch (error) {
  console.error(error.message)
  process.exit(1)
}
loadSettings()
process.env.NODE_ENV ??= 'production'
process.setSourceMapsEnabled(true)
await import(pathToFileURL(server).href)

async function prepare() {
  await ensureInstalled()
  await ensureStorage()
  // Bundlers keep a lot of memory; in a process of their own they give it back.
  if (staleBuilds().length > 0 && (await runNode([inRoot('scripts/build.mjs')])) !== 0) {
    throw new Error('The build failed; the lines above say why.')
  }
  if (!existsSync(server))
    throw new Error('There is no server in this checkout (apps/server/src/main.ts).')
}

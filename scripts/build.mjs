// npm run build: builds what is stale, or everything with --force.

import { rmSync } from 'node:fs'
import { makeBuild, missingBuilds, staleBuilds } from './lib/builds.mjs'
import { inRoot } from './lib/checkout.mjs'
import { ensureInstalled } from './lib/install.mjs'
import { requireNode } from './lib/node-version.mjs'

requireNode()
if (process.argv.includes('--force')) {
  for (const folder of ['apps/web/dist', 'apps/server/dist'])
    rmSync(inRoot(folder), { recursive: true, force: true })
}
try {
  await ensureInstalled()
  for (const build of missingBuilds()) console.log(`No ${build.entry}: no ${build.name} to build.`)
  for (const build of staleBuilds()) await makeBuild(build)
} catch (error) {
  console.error(error.message)
  process.exit(1)
}

// Builds the service worker behind the page, as one classic script, and tells it which files the page is made of.

import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { build, type Plugin, type ResolvedConfig } from 'vite'

/** Every file of the build with what tells one version of it from another: its name's hash, or its bytes'. */
function builtFiles(folder: string) {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && !entry.name.endsWith('.map'))
    .map(entry => join(entry.parentPath, entry.name))
  return names.map(path => {
    const url = path.slice(folder.length).replaceAll('\\', '/')
    const isHashed = url.startsWith('/assets/')
    const revision = isHashed ? null : createHash('sha256').update(readFileSync(path)).digest('hex')
    return { url, revision }
  })
}

async function buildWorker({ root, build: { outDir } }: ResolvedConfig): Promise<void> {
  const folder = join(root, outDir)
  await build({
    root,
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    define: {
      BUILT_FILES: JSON.stringify(builtFiles(folder)),
      'process.env.NODE_ENV': '"production"',
    },
    build: {
      outDir,
      emptyOutDir: false,
      target: 'es2022',
      // A name without a hash: a browser asks for it under the same name for ever.
      rolldownOptions: {
        input: join(root, 'src/service-worker.ts'),
        output: { format: 'iife', entryFileNames: 'service-worker.js' },
      },
    },
  })
}

export function serviceWorker(): Plugin {
  let config: ResolvedConfig | null = null
  return {
    name: 'service-worker',
    apply: 'build',
    configResolved: resolved => {
      config = resolved
    },
    closeBundle: async () => {
      if (config !== null) await buildWorker(config)
    },
  }
}

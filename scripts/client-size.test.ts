// Owns how much of a page the client may take: gzipped, without what it shares with the document (the codec)
// and without what is not its own.
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { expect, it } from 'vitest'
import { inRoot } from './lib/checkout.mjs'

async function weightOf(entry: string): Promise<number> {
  const built = await build({
    entryPoints: [inRoot(`packages/client/src/${entry}.ts`)],
    external: ['@inkroom/protocol', 'fflate', 'idb', 'ws'],
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    target: 'es2023',
  })
  return gzipSync(built.outputFiles[0]?.contents ?? new Uint8Array()).length
}

it.each([
  ['index', 8 * 1024],
  // With sockets, the page's life, and work that outlives the page.
  ['browser', 14.75 * 1024],
])('%s weighs at most %i bytes', async (entry, maxBytes) => {
  const weight = await weightOf(entry)
  expect(weight).toBeGreaterThan(maxBytes / 2)
  expect(weight).toBeLessThanOrEqual(maxBytes)
})

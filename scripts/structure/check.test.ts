import { describe, expect, it } from 'vitest'
import { checkStructure } from './check.ts'
import type { Checkout, Manifest } from './checkout-model.ts'
import { readCheckout } from './read-checkout.ts'

const manifest = (
  folder: string,
  dependencies: string[] = [],
  devDependencies: string[] = [],
): Manifest => ({
  name: `@inkroom/${folder.split('/')[1]}`,
  folder,
  dependencies,
  devDependencies,
})

const protocol = manifest('packages/protocol')
const document = manifest('packages/document')
const client = manifest('packages/client', [], ['@inkroom/document'])
const server = manifest('apps/server')
const e2e = manifest('apps/e2e')

// Rules and places of all complaints about these files.
function complaints(
  files: Record<string, string>,
  manifests: Manifest[] = [protocol, document, client, server, e2e],
) {
  const sources = Object.entries(files).map(([path, text]) => ({ path, text }))
  const checkout: Checkout = { manifests, rootDevDependencies: ['vitest'], sources }
  return checkStructure(checkout).map(({ rule, path, line }) => `${path}:${line} ${rule}`)
}

const onServer = (text: string, dependencies: string[] = []) =>
  complaints({ 'apps/server/src/room.ts': text }, [
    manifest('apps/server', dependencies),
    protocol,
    document,
    client,
  ])

const file = (name: string) => `packages/protocol/src/${name}.ts`

const inTest = (text: string) => complaints({ 'apps/e2e/browser/a.spec.ts': text })

describe('the direction of imports', () => {
  it('lets the server import the protocol', () => {
    expect(onServer("import { x } from '@inkroom/protocol'", ['@inkroom/protocol'])).toEqual([])
  })

  it.each([
    "import { x } from '@inkroom/document'",
    "import type { X } from '@inkroom/document'",
    "export { x } from '@inkroom/document'",
    "export * from '@inkroom/document/part'",
    "const x = await import('@inkroom/document')",
    "let x: import('@inkroom/document').X",
    "import '@inkroom/document'",
  ])('does not let the server import documents by %s', text => {
    expect(onServer(`\n${text}`, ['@inkroom/document'])).toEqual([
      'apps/server/src/room.ts:2 direction',
    ])
  })

  it('lets a test import what its package lists for development, and only a test', () => {
    const text = "import '@inkroom/document'"
    expect(complaints({ 'packages/client/src/a.test.ts': text })).toEqual([])
    expect(complaints({ 'packages/client/src/a.ts': text })).toContain(
      'packages/client/src/a.ts:1 direction',
    )
  })

  it('asks a new workspace for a row in the table', () => {
    const found = complaints({ 'packages/new/src/a.ts': "import '@inkroom/protocol'" }, [
      manifest('packages/new', ['@inkroom/protocol']),
      protocol,
    ])
    expect(found).toEqual(['packages/new/src/a.ts:1 direction'])
  })

  it('keeps relative imports inside their package', () => {
    const text = "import { fold } from '../../document/src/fold.ts'"
    expect(complaints({ 'packages/protocol/src/a.ts': text })).toEqual([
      'packages/protocol/src/a.ts:1 direction',
    ])
  })

  it('keeps a package from importing itself by name', () => {
    const text = "import { fold } from '@inkroom/protocol'"
    expect(complaints({ 'packages/protocol/src/a.ts': text })).toEqual([
      'packages/protocol/src/a.ts:1 direction',
    ])
  })

  it('lets an example import its package by name, and what that lists for development', () => {
    const text = "import '@inkroom/client'\nimport '@inkroom/document'"
    expect(complaints({ 'packages/client/examples/draw.ts': text })).toEqual([])
    expect(
      complaints({ 'packages/client/examples/draw.ts': "import '@inkroom/server'" }),
    ).toContain('packages/client/examples/draw.ts:1 direction')
  })

  it('keeps test code out of the product', () => {
    const files = {
      'apps/server/src/room.ts': "import { x } from './room.test.ts'",
      'apps/server/src/room.test.ts': 'export const x = 1',
    }
    expect(complaints(files)).toEqual(['apps/server/src/room.ts:1 direction'])
  })
})

describe('circles', () => {
  it('are found through any number of files, of types as well', () => {
    const files = {
      [file('a')]: "import { b } from './b.ts'",
      [file('b')]: "import type { C } from './c.ts'",
      [file('c')]: "export * from './a.ts'",
    }
    expect(complaints(files)).toEqual([`${file('a')}:1 circle`])
  })

  it('are not two ways to the same file', () => {
    const files = {
      [file('a')]: "import './b.ts'\nimport './c.ts'",
      [file('b')]: "import './d.ts'",
      [file('c')]: "import './d.ts'",
      [file('d')]: '',
    }
    expect(complaints(files)).toEqual([])
  })
})

describe('the dependencies in package.json', () => {
  it('name every imported package, by its name without the path', () => {
    const text =
      "import { createRoot } from 'react-dom/client'\nimport { x } from '@noble/hashes/sha2.js'"
    expect(onServer(text, ['react-dom', '@noble/hashes'])).toEqual([])
    expect(onServer(text, ['react-dom'])).toEqual(['apps/server/src/room.ts:2 dependencies'])
  })

  it('do not name what no product code imports', () => {
    expect(onServer("import 'node:fs'\nimport 'fs'", ['ws'])).toEqual([
      'apps/server/package.json:1 dependencies',
    ])
    const inTestOnly = complaints(
      { 'apps/server/src/a.ts': '', 'apps/server/src/a.test.ts': "import 'ws'" },
      [manifest('apps/server', ['ws'])],
    )
    expect(inTestOnly).toEqual(['apps/server/package.json:1 dependencies'])
  })

  it('may stand unused in a workspace without code', () => {
    expect(complaints({}, [manifest('apps/server', ['ws'])])).toEqual([])
  })

  it('for development are for tests, contract suites, tool settings and the workspaces of tests', () => {
    const manifests = [manifest('apps/web', [], ['vite']), manifest('apps/e2e', [], ['vite'])]
    const text = "import 'vite'\nimport 'vitest'"
    const allowed = [
      'src/a.test.ts',
      'src/storage-contract.ts',
      'src/testing/a.ts',
      'vite.config.ts',
      'service-worker-plugin.ts',
    ]
    for (const path of [...allowed.map(name => `apps/web/${name}`), 'apps/e2e/browser/a.ts']) {
      expect(complaints({ [path]: text }, manifests)).toEqual([])
    }
    const product = 'apps/web/src/a.ts'
    expect(complaints({ [product]: text }, manifests)).toEqual([
      `${product}:1 dependencies`,
      `${product}:2 dependencies`,
    ])
  })
})

describe('file names', () => {
  it.each([
    'utils.ts',
    'helpers.ts',
    'common/box.ts',
    'types.ts',
    'util.test.ts',
    'penTool.ts',
    'Pen.tsx',
  ])('%s is refused', name => {
    const path = `packages/protocol/src/${name}`
    expect(complaints({ [path]: '' })).toEqual([`${path}:1 name`])
  })

  it.each(['op-kind.ts', 'a.test.ts', 'vite-env.d.ts', 'zh-CN.ts', 'common-ground.ts'])(
    '%s will do',
    name => {
      expect(complaints({ [`packages/protocol/src/${name}`]: '' })).toEqual([])
    },
  )
})

describe('tests held back', () => {
  it.each([
    "it.skip('draws', () => {})",
    "describe.skip('drawing', () => {})",
    "it.only('draws because it can', () => {})",
    "test.describe.only('drawing', () => {})",
    "test.fixme('draws')",
    "it.skip.each([1])('draws %s', () => {})",
    'test.skip()',
    'test.skip(isFirefox)',
    "test.skip(isFirefox, '')",
  ])('are refused without a reason: %s', text => {
    expect(inTest(text)).toEqual(['apps/e2e/browser/a.spec.ts:1 held back test'])
  })

  it.each([
    "it.skip('draws, not yet because the pen has no ink', () => {})",
    "test.skip(({ browserName }) => browserName === 'firefox', 'it has no pen events')",
    "it.skipIf(quick)('draws a million strokes', () => {})",
    "it('draws', () => { list.skip(1) })",
  ])('may have one: %s', text => {
    expect(inTest(text)).toEqual([])
  })
})

describe('reads of the environment', () => {
  it.each(['process.env.PORT', "process['env']", "import { env } from 'node:process'"])(
    'by %s are for main.ts',
    text => {
      expect(onServer(text)).toEqual(['apps/server/src/room.ts:1 environment'])
      expect(complaints({ 'apps/server/src/main.ts': text })).toEqual([])
      expect(complaints({ 'apps/server/src/room.test.ts': text })).toEqual([])
    },
  )
})

describe('the reading of this checkout', () => {
  it('finds all workspaces, and keeps built and installed files out', () => {
    const { manifests, sources, rootDevDependencies } = readCheckout()
    expect(manifests.map(({ folder }) => folder)).toEqual(
      expect.arrayContaining(['packages/geometry', 'packages/protocol', 'apps/server', 'apps/web']),
    )
    expect(rootDevDependencies).toContain('vitest')
    expect(sources.filter(({ path }) => /node_modules|dist\//.test(path))).toEqual([])
    expect(sources.some(({ path }) => path.startsWith('packages/'))).toBe(true)
  })
})

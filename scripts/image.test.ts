// What the image would hold and run, tried without an image: its own commands, in a clean folder.
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { inRoot } from './lib/checkout.mjs'
import { readCheckout } from './structure/read-checkout.ts'

const dockerfile = readFileSync(inRoot('Dockerfile'), 'utf8')
const manifests = readCheckout().manifests.map(({ folder }) => `${folder}/package.json`)
const execute = promisify(execFile)

describe('the Dockerfile', () => {
  it('copies the manifest of every workspace before installing, or the lock file would not fit', () => {
    for (const manifest of manifests)
      expect(dockerfile).toContain(`COPY ${manifest} ${dirname(manifest)}/\n`)
  })

  it('runs what the build writes', () => {
    expect(jsonAfter('CMD ["node", "apps')).toEqual(['node', 'apps/server/dist/main.js'])
    expect(readFileSync(inRoot('scripts/lib/builds.mjs'), 'utf8')).toContain(
      "out: 'apps/server/dist'",
    )
  })
})

// Installs from the registry and may compile: minutes.
describe.runIf(process.env.INKROOM_ALL)('the contents of the image', { timeout: 600_000 }, () => {
  let folder = ''
  let server: ChildProcess | undefined
  let port = 0

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'inkroom-image-'))
    for (const path of ['package.json', 'package-lock.json', '.npmrc', ...manifests])
      copy(path, folder)
    await execute('npm', productionInstall(), { cwd: folder })
    rmSync(join(folder, 'node_modules/@inkroom'), { recursive: true })
    for (const path of ['apps/server/dist', 'apps/web/dist']) copy(path, folder)
    server = startServer(folder)
    port = await portOf(server)
  }, 600_000)

  afterAll(() => {
    server?.kill('SIGKILL')
    rmSync(folder, { recursive: true })
  })

  it('serve the page', async () => {
    const page = await fetch(`http://127.0.0.1:${port}/`)
    expect(await page.text()).toContain('<script')
  })

  it('pass the health check of the Dockerfile, which fails for a port where nobody answers', async () => {
    const [, ...args] = jsonAfter('CMD ["node", "-e"')
    const check = (env: NodeJS.ProcessEnv) =>
      execute(process.execPath, args, { env: { ...process.env, ...env } })
    await expect(check({ PORT: String(port) })).resolves.toBeDefined()
    await expect(check({ PORT: '1' })).rejects.toThrow()
  })

  it('keep their boards in DATA_DIR and end well when asked to', async () => {
    expect(existsSync(join(folder, 'data'))).toBe(true)
    const ended = server && once(server, 'exit')
    server?.kill('SIGTERM')
    expect(await ended).toEqual([0, null])
  })
})

// The array of the one instruction that starts so.
function jsonAfter(start: string): string[] {
  const line = dockerfile.split('\n').find(text => text.trim().startsWith(start)) ?? ''
  return JSON.parse(line.slice(line.indexOf('[')))
}

function productionInstall() {
  const [, args = ''] = /RUN npm (ci --omit=dev [^\\\n]*)/.exec(dockerfile) ?? []
  return args.trim().split(/\s+/)
}

function copy(path: string, folder: string) {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  cpSync(inRoot(path), join(folder, path), { recursive: true })
}

function startServer(folder: string) {
  return spawn(process.execPath, jsonAfter('CMD ["node", "apps').slice(1), {
    cwd: folder,
    env: {
      ...process.env,
      NODE_ENV: 'production',
      PORT: '0',
      HOST: '127.0.0.1',
      DATA_DIR: join(folder, 'data'),
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
}

// The server says where it listens; ending before that is a failure with what it said.
function portOf({ stdout }: ChildProcess) {
  return new Promise<number>((resolve, reject) => {
    let said = ''
    stdout?.setEncoding('utf8').on('data', text => {
      said += text
      const [, port] = /http:\/\/[^\s/:]+:(\d+)/.exec(said) ?? []
      if (port !== undefined) resolve(Number(port))
    })
    stdout?.once('close', () => reject(new Error(`ended early: ${said}`)))
  })
}

// npm run dev: the server restarting on every change, and Vite in front of it, under one address.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createServer } from 'node:net'
import { inRoot } from './lib/checkout.mjs'
import { ensureInstalled, ensureStorage } from './lib/install.mjs'
import { loadSettings } from './lib/load-settings.mjs'
import { requireNode } from './lib/node-version.mjs'
import { toolPath } from './lib/run.mjs'

const host = '127.0.0.1'
const children = []

requireNode()
await ensureInstalled()
await ensureStorage()
for (const entry of ['apps/server/src/main.ts', 'apps/web/index.html']) {
  if (existsSync(inRoot(entry))) continue
  console.error(`There is no ${entry} in this checkout.`)
  process.exit(1)
}
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => stop(0))

loadSettings()

// The server's own port is nobody's business: a page opened there would be the last built one.
const serverPort = await freePort()
const serverEnv = { PORT: String(serverPort), HOST: host, NODE_ENV: 'development' }
start('server', ['tsx', 'watch', '--clear-screen=false', 'apps/server/src/main.ts'], '.', serverEnv)
start('web', ['vite', '--clearScreen', 'false'], 'apps/web', {
  INKROOM_DEV_SERVER: `http://${host}:${serverPort}`,
})

function start(name, [tool, ...args], folder, env) {
  const child = spawn(process.execPath, [toolPath(tool), ...args], {
    cwd: inRoot(folder),
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  child.stdout
    .setEncoding('utf8')
    .on('data', text => process.stdout.write(withoutServerAddress(text)))
  child.once('exit', code => {
    console.log(`The ${name} ended.`)
    stop(code ?? 1)
  })
  children.push(child)
}

// One half alone is of no use, so the first to end takes the other with it.
function stop(code) {
  process.exitCode = code
  for (const child of children) {
    child.removeAllListeners('exit')
    child.kill()
  }
}

// Only Vite's address is to be opened.
function withoutServerAddress(text) {
  return text
    .split('\n')
    .filter(line => !line.includes(`:${serverPort}`))
    .join('\n')
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject)
    probe.listen(0, host, () => {
      const { port } = probe.address()
      probe.close(() => resolve(port))
    })
  })
}

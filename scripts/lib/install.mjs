// Owns bringing node_modules in line with package-lock.json, and a better-sqlite3 that loads under this Node.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { inRoot } from './checkout.mjs'
import { runNpm } from './run.mjs'

// Throws with one sentence when it cannot be done.
export async function ensureInstalled() {
  if (isInstalled()) return
  console.log('Installing packages (npm ci) …')
  // NODE_ENV=production would leave out what builds the app.
  const code = await runNpm(['ci', '--include=dev', '--no-audit', '--no-fund'])
  if (code !== 0) throw new Error(`npm ci failed (exit ${code}). ${compilerAdvice()}`.trim())
}

// A build made by one major version of Node does not load in another, so this is asked at every start.
export async function ensureStorage() {
  if (storageLoads()) return
  console.log(`Building better-sqlite3 for Node ${process.version} …`)
  await runNpm(['rebuild', 'better-sqlite3'])
  if (!storageLoads()) {
    throw new Error(
      `better-sqlite3 does not load under Node ${process.version}. ${compilerAdvice()}`.trim(),
    )
  }
}

// What the lock file wants and npm's own record of node_modules does not have in that version.
// Optional packages may be absent: they are for other platforms.
export function missingPackages(lock, installed) {
  return Object.entries(lock.packages)
    .filter(([path]) => path !== '')
    .filter(([path, wanted]) => {
      const present = installed.packages[path]
      if (present === undefined) return wanted.optional !== true
      return present.version !== wanted.version || present.integrity !== wanted.integrity
    })
    .map(([path]) => path)
}

// npm writes this record last, so an interrupted installation has none.
function isInstalled() {
  const record = inRoot('node_modules/.package-lock.json')
  if (!existsSync(record)) return false
  return missingPackages(readJson(inRoot('package-lock.json')), readJson(record)).length === 0
}

// In a process of its own: a native module that fails to load stays failed in the process that tried.
function storageLoads() {
  const probe = "new (require('better-sqlite3'))(':memory:').close()"
  const { status } = spawnSync(process.execPath, ['-e', probe], {
    cwd: inRoot('apps/server'),
    stdio: 'ignore',
  })
  return status === 0
}

function compilerAdvice() {
  const missing = ['python3', 'make', 'g++'].filter(
    tool => spawnSync(tool, ['--version']).status !== 0,
  )
  if (missing.length === 0) return ''
  return `If no ready-made better-sqlite3 can be downloaded for this machine it is compiled, and for that ${missing.join(', ')} must be installed (Debian, Ubuntu: apt-get install python3 make g++).`
}

function readJson(path) {
  return JSON.parse(readFileSync(path, 'utf8'))
}

// Owns how the page and the server are built, and when that is due.
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { inRoot, root } from './checkout.mjs'
import { fingerprint, isFresh, markFresh } from './fingerprint.mjs'
import { runTool } from './run.mjs'

const shared = ['package-lock.json', 'tsconfig.base.json', 'scripts/lib/builds.mjs']

const builds = [
  {
    name: 'web',
    entry: 'apps/web/index.html',
    out: 'apps/web/dist',
    inputs: ['apps/web', 'packages', ...shared],
    make: buildWeb,
  },
  {
    name: 'server',
    entry: 'apps/server/src/main.ts',
    out: 'apps/server/dist',
    inputs: ['apps/server', 'packages/protocol', ...shared],
    make: buildServer,
  },
]

export const staleBuilds = () =>
  builds.filter(
    build => existsSync(inRoot(build.entry)) && !isFresh(inRoot(build.out), wantedStamp(build)),
  )

export const missingBuilds = () => builds.filter(build => !existsSync(inRoot(build.entry)))

export async function makeBuild(build) {
  const wanted = wantedStamp(build)
  console.log(`Building the ${build.name} …`)
  rmSync(inRoot(build.out), { recursive: true, force: true })
  await build.make()
  markFresh(inRoot(build.out), wanted)
}

function wantedStamp(build) {
  return fingerprint(root, build.inputs)
}

async function buildWeb() {
  const env = { ...process.env, NODE_ENV: 'production' }
  const code = await runTool('vite', ['build', '--logLevel', 'warn'], {
    cwd: inRoot('apps/web'),
    env,
  })
  if (code !== 0) throw new Error('vite build failed')
}

// The server proper, and the thread that owns the database file.
const serverEntries = { main: 'src/main.ts', worker: 'src/storage/sqlite/worker.ts' }

async function buildServer() {
  const folder = inRoot('apps/server')
  const requireFromServer = createRequire(inRoot('apps/server/package.json'))
  const { build } = requireFromServer('esbuild')
  const entries = Object.entries(serverEntries).filter(([, path]) =>
    existsSync(`${folder}/${path}`),
  )
  await build({
    absWorkingDir: folder,
    entryPoints: Object.fromEntries(entries),
    outdir: 'dist',
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    sourcemap: 'linked',
    logLevel: 'warning',
    external: installedDependencies(),
  })
}

// Our own packages are TypeScript and go into the bundle; everybody else's stay in node_modules,
// where native parts and worker files are found beside them.
function installedDependencies() {
  const { dependencies } = JSON.parse(readFileSync(inRoot('apps/server/package.json'), 'utf8'))
  return Object.keys(dependencies).filter(name => !name.startsWith('@inkroom/'))
}

// npm run typecheck: the compiler over every tsconfig of every workspace, two at a time (each uses several cores itself).
import { spawn } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { inRoot, root } from './lib/checkout.mjs'
import { sourceTree } from './lib/fingerprint.mjs'
import { ensureInstalled } from './lib/install.mjs'
import { requireNode } from './lib/node-version.mjs'
import { toolPath } from './lib/run.mjs'

const atOnce = 2

requireNode()
await ensureInstalled()
const compiler = toolPath('tsc')
const queue = ['scripts', ...childFolders('packages'), ...childFolders('apps')].flatMap(configsOf)
let failures = 0
await Promise.all(Array.from({ length: atOnce }, drain))
console.log(failures === 0 ? 'Types hold.' : `Types: ${failures} of the projects do not compile.`)
process.exitCode = failures === 0 ? 0 : 1

async function drain() {
  for (let config = queue.shift(); config !== undefined; config = queue.shift()) {
    if (!(await compiles(config))) failures += 1
  }
}

// The output is held back until the end, so that two projects' errors do not mix.
function compiles(config) {
  return new Promise(resolve => {
    const child = spawn(process.execPath, [compiler, '-p', config, '--pretty', 'false'], {
      cwd: root,
    })
    let output = ''
    child.stdout.on('data', text => (output += text))
    child.stderr.on('data', text => (output += text))
    child.once('close', code => {
      if (code !== 0) console.log(`${config}:\n${output.trimEnd()}`)
      resolve(code === 0)
    })
  })
}

function childFolders(parent) {
  return readdirSync(inRoot(parent), { withFileTypes: true })
    .filter(entry => entry.isDirectory())
    .map(entry => `${parent}/${entry.name}`)
}

// The compiler calls a project without a single file an error; a workspace that is still empty is none.
function configsOf(folder) {
  if (!existsSync(inRoot(folder)) || !sourceTree(root, folder).some(path => /\.tsx?$/.test(path)))
    return []
  return readdirSync(inRoot(folder))
    .filter(name => /^tsconfig.*\.json$/.test(name))
    .map(name => `${folder}/${name}`)
}

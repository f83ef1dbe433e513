// Owns running other programs: always from the checkout, always with their output shown as it comes.
import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { inRoot, root } from './checkout.mjs'

const requireFromRoot = createRequire(inRoot('package.json'))

// Some tools colour even what goes to a file or a pipe, where the escapes only stand in the way.
if (!process.stdout.isTTY && process.env.FORCE_COLOR === undefined) process.env.NO_COLOR ??= '1'

// Resolves to the exit code; a program that cannot be started at all, or dies of a signal, counts as 1.
export function run(command, args, options = {}) {
  return new Promise(resolve => {
    const child = spawn(command, args, { cwd: root, stdio: 'inherit', ...options })
    child.once('error', error => {
      console.error(`${command}: ${error.message}`)
      resolve(1)
    })
    child.once('close', code => resolve(code ?? 1))
  })
}

export const runNode = (args, options) => run(process.execPath, args, options)

// Runs the command line tool of an installed package with this very Node: no shell, no PATH, no .cmd files on Windows.
export const runTool = (name, args, options) => runNode([toolPath(name), ...args], options)

// Under `npm run` the running npm names itself; elsewhere it is looked for on the PATH.
export function runNpm(args, options) {
  const cli = process.env.npm_execpath
  if (cli?.endsWith('.js') && existsSync(cli)) return runNode([cli, ...args], options)
  return run('npm', args, { ...options, shell: process.platform === 'win32' })
}

export function toolPath(name) {
  const folder = packageFolder(packageOfTool[name] ?? name)
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  return join(folder, typeof bin === 'string' ? bin : bin[name])
}

// Few packages export their own package.json, so the folder is found by walking the places Node would look in.
function packageFolder(name) {
  const places = requireFromRoot.resolve.paths(name) ?? []
  const found = places
    .map(place => join(place, name))
    .find(path => existsSync(join(path, 'package.json')))
  if (found === undefined)
    throw new Error(`${name} is not installed below ${dirname(inRoot('package.json'))}`)
  return found
}

const packageOfTool = { biome: '@biomejs/biome', tsc: 'typescript', playwright: '@playwright/test' }

// Owns finding a Chromium for the browser tests, and getting one where there is none.
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { inRoot } from './checkout.mjs'
import { run, runTool } from './run.mjs'

const usualPlaces = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
]

// Path of the browser to use, or undefined. CHROMIUM_PATH is believed even when it is wrong: the launch then says so.
export function findChromium() {
  if (process.env.CHROMIUM_PATH) return process.env.CHROMIUM_PATH
  return [playwrightsOwn(), ...usualPlaces].find(path => path !== undefined && existsSync(path))
}

// Like findChromium, but first tries to install one. Throws with one sentence when all fails.
export async function ensureChromium() {
  const found = findChromium()
  if (found !== undefined) return found
  console.log('No Chromium found: installing one for the browser tests …')
  if ((await runTool('playwright', ['install', 'chromium'])) !== 0) await installByApt()
  const installed = findChromium()
  if (installed !== undefined) return installed
  throw new Error(
    'The browser tests need Chromium: install chromium or google-chrome, or name one in CHROMIUM_PATH.',
  )
}

// Only where nobody has to be asked for a password.
async function installByApt() {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  if ((await run('apt-get', ['update', '-qq'], { env })) !== 0) return
  await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], { env })
}

// Where Playwright would have put its own. Asked of the installed version, as the path carries its build number;
// in a process of its own, as loading Playwright takes longer than the rest of the run's preparation.
function playwrightsOwn() {
  const place = "process.stdout.write(require('@playwright/test').chromium.executablePath())"
  try {
    return execFileSync(process.execPath, ['-e', place], {
      cwd: inRoot('apps/e2e'),
      encoding: 'utf8',
    })
  } catch {
    // A platform Playwright has no build for.
    return undefined
  }
}

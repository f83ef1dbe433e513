// Owns running vitest and Playwright: each shows its progress to the person, and leaves a report that is counted.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureChromium } from './browser.mjs'
import { root } from './checkout.mjs'
import { sourceTree } from './fingerprint.mjs'
import { runTool } from './run.mjs'
import { nothing, settle, tallyPlaywright, tallyVitest } from './tally.mjs'

export function runVitest(args) {
  if (!testsExist(path => /\.test\.tsx?$/.test(path))) return notYet('unit tests')
  return counted(tallyVitest, report =>
    runTool(
      'vitest',
      ['run', '--reporter=dot', '--reporter=json', `--outputFile.json=${report}`, ...args],
      {
        env: { ...process.env, NODE_ENV: 'test' },
      },
    ),
  )
}

export async function runPlaywright(args) {
  if (!testsExist(path => /^apps\/e2e\/browser\/.*\.(spec|test)\.ts$/.test(path)))
    return notYet('browser tests')
  const chromium = await ensureChromium()
  return counted(tallyPlaywright, report =>
    runTool('playwright', ['test', '--reporter=line,json', ...args], {
      env: { ...process.env, CHROMIUM_PATH: chromium, PLAYWRIGHT_JSON_OUTPUT_FILE: report },
    }),
  )
}

async function counted(tally, runner) {
  const folder = mkdtempSync(join(tmpdir(), 'inkroom-test-'))
  const report = join(folder, 'report.json')
  try {
    const exitCode = await runner(report)
    return settle(readTally(tally, report), exitCode)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

// null for a runner that ended before it could write its report.
function readTally(tally, report) {
  try {
    return tally(JSON.parse(readFileSync(report, 'utf8')))
  } catch (error) {
    console.error(`No usable test report: ${error.message}`)
    return null
  }
}

function testsExist(isTest) {
  return ['packages', 'apps', 'scripts'].some(folder => sourceTree(root, folder).some(isTest))
}

function notYet(what) {
  console.log(`There are no ${what} in this checkout.`)
  return nothing
}

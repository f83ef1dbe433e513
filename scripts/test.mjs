// npm test: everything that is checked, in one command. Goes on after a failing step; its last line is "N passed, N failed".
//   --static   format, lint, types, structure          --unit      vitest alone
//   --browser  Playwright alone                        --all       the long tests too (INKROOM_ALL=1)
// With --unit or --browser, what follows `--` goes to the runner:  npm test -- --unit -- packages/protocol
import { staleBuilds } from './lib/builds.mjs'
import { inRoot, root } from './lib/checkout.mjs'
import { ensureInstalled, ensureStorage } from './lib/install.mjs'
import { requireNode } from './lib/node-version.mjs'
import { runNode, runTool } from './lib/run.mjs'
import { closingLine, oneFailed, onePassed, total } from './lib/tally.mjs'
import { readTestArguments } from './lib/test-arguments.mjs'
import { runPlaywright, runVitest } from './lib/test-runners.mjs'

const wanted = readTestArguments(process.argv.slice(2))
if (wanted.problem !== null) {
  console.error(wanted.problem)
  process.exit(2)
}
if (wanted.all) process.env.INKROOM_ALL = '1'

const script = name => runNode([inRoot(`scripts/${name}`)])

// A step is done by a program (one test: its exit code) or counts tests itself.
const steps = [
  { name: 'install', group: 'always', counts: install },
  { name: 'format', group: 'static', program: () => runTool('biome', ['check']) },
  {
    name: 'lint',
    group: 'static',
    program: () => runTool('oxlint', ['--type-aware', '--deny-warnings']),
  },
  { name: 'types', group: 'static', program: () => script('typecheck.mjs') },
  {
    name: 'structure',
    group: 'static',
    program: () => runTool('tsx', [inRoot('scripts/structure/main.ts')]),
  },
  { name: 'build', group: 'tests', program: build },
  { name: 'unit and wire', group: 'unit', counts: () => runVitest(wanted.passed) },
  { name: 'browser', group: 'browser', counts: () => runPlaywright(wanted.passed) },
]

requireNode()
const tallies = []
for (const step of steps.filter(({ group }) => wanted.groups.has(group))) {
  const tally = await take(step)
  tallies.push(tally)
  if (step.name === 'install' && tally.failed > 0) break
}
report(total(tallies))

async function take({ name, program, counts }) {
  const startMs = performance.now()
  console.log(`\n── ${name}`)
  const tally = await (program ? asOneTest(program) : counts()).catch(error => {
    console.error(error.message)
    return oneFailed
  })
  const seconds = ((performance.now() - startMs) / 1000).toFixed(1)
  console.log(`── ${name}: ${tally.failed === 0 ? 'ok' : 'FAILED'} (${seconds} s)`)
  return { name, ...tally }
}

async function asOneTest(program) {
  return (await program()) === 0 ? onePassed : oneFailed
}

// Not a test: counts only where it fails.
async function install() {
  await ensureInstalled()
  await ensureStorage()
  return total([])
}

async function build() {
  return staleBuilds().length === 0 ? 0 : script('build.mjs')
}

function report(sum) {
  const failing = tallies.filter(({ failed }) => failed > 0).map(({ name }) => name)
  console.log('')
  if (failing.length > 0) console.log(`Failing: ${failing.join(', ')}`)
  for (const name of sum.failing) console.log(`  ${name.replace(`${root}/`, '')}`)
  if (sum.skipped > 0) console.log(`${sum.skipped} skipped`)
  process.exitCode = sum.failed === 0 ? 0 : 1
  console.log(closingLine(sum))
}

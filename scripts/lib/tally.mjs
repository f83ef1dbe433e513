// Owns the counting: what the runners report becomes one number of passed and one of failed, and the names of the latter.

export const nothing = { passed: 0, failed: 0, skipped: 0, failing: [] }
export const onePassed = { ...nothing, passed: 1 }
export const oneFailed = { ...nothing, failed: 1 }

export const total = tallies =>
  tallies.reduce(
    (sum, tally) => ({
      passed: sum.passed + tally.passed,
      failed: sum.failed + tally.failed,
      skipped: sum.skipped + tally.skipped,
      failing: [...sum.failing, ...tally.failing],
    }),
    nothing,
  )

export const closingLine = tally => `${tally.passed} passed, ${tally.failed} failed`

// A file that could not even be loaded has no failed test to its name, so it is counted itself.
export function tallyVitest(report) {
  const brokenFiles = report.testResults.filter(
    file =>
      file.status === 'failed' && !file.assertionResults.some(test => test.status === 'failed'),
  )
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + brokenFiles.length,
    skipped: report.numPendingTests + report.numTodoTests,
    failing: [...report.testResults.flatMap(failedTests), ...brokenFiles.map(file => file.name)],
  }
}

const failedTests = file =>
  file.assertionResults
    .filter(test => test.status === 'failed')
    .map(test => `${file.name}: ${test.fullName}`)

// `errors` holds what went wrong outside of any test: a spec that does not load, a worker that does not start.
export function tallyPlaywright({ stats, errors, suites }) {
  return {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected + errors.length,
    skipped: stats.skipped,
    failing: [...suites.flatMap(unexpectedSpecs), ...errors.map(error => error.message)],
  }
}

// Suites hold specs and further suites; a spec has one test for each project it runs in.
function unexpectedSpecs({ file, specs, suites = [] }) {
  const here = specs.flatMap(({ title, tests }) =>
    tests
      .filter(test => test.status === 'unexpected')
      .map(test => `${file} (${test.projectName}): ${title}`),
  )
  return [...here, ...suites.flatMap(unexpectedSpecs)]
}

// The last word on a runner: green without a single test run, or red without a failed one, is a failure as well.
// `tally` is null when the runner left no report.
export function settle(tally, exitCode) {
  if (tally === null) return oneFailed
  const ranNothing = tally.passed + tally.failed + tally.skipped === 0
  const unexplained = exitCode !== 0 && tally.failed === 0
  return ranNothing || unexplained ? { ...tally, failed: 1 } : tally
}

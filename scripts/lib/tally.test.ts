import { describe, expect, it } from 'vitest'
import {
  closingLine,
  nothing,
  oneFailed,
  onePassed,
  settle,
  tallyPlaywright,
  tallyVitest,
  total,
} from './tally.mjs'

const vitestReport = {
  numPassedTests: 5,
  numFailedTests: 1,
  numPendingTests: 2,
  numTodoTests: 1,
  testResults: [
    { status: 'passed', assertionResults: [{ status: 'passed' }] },
    { status: 'failed', assertionResults: [{ status: 'passed' }, { status: 'failed' }] },
  ],
}

describe('the sum of all steps', () => {
  it('adds up each kind by itself', () => {
    const sum = total([onePassed, oneFailed, { passed: 4, failed: 2, skipped: 3 }])
    expect(sum).toEqual({ passed: 5, failed: 3, skipped: 3 })
  })

  it('is nothing for no steps', () => {
    expect(total([])).toEqual(nothing)
  })

  it('closes with a line of passed and failed alone', () => {
    expect(closingLine({ passed: 12, failed: 0, skipped: 7 })).toBe('12 passed, 0 failed')
  })
})

describe("the count of vitest's report", () => {
  it('takes over passed and failed tests, and leaves skipped ones out of both', () => {
    expect(tallyVitest(vitestReport)).toEqual({ passed: 5, failed: 1, skipped: 3 })
  })

  it('counts a file that did not load as one failure', () => {
    const broken = { status: 'failed', assertionResults: [] }
    const report = { ...vitestReport, testResults: [...vitestReport.testResults, broken] }
    expect(tallyVitest(report).failed).toBe(2)
  })
})

describe("the count of Playwright's report", () => {
  it('counts tests as expected or not, and errors outside of tests as failures', () => {
    const stats = { expected: 7, unexpected: 1, flaky: 1, skipped: 2 }
    expect(tallyPlaywright({ stats, errors: [] })).toEqual({ passed: 8, failed: 1, skipped: 2 })
    expect(tallyPlaywright({ stats, errors: [{ message: 'no such file' }] }).failed).toBe(2)
  })
})

describe('the last word on a runner', () => {
  it('leaves a plain result alone', () => {
    const tally = { passed: 3, failed: 0, skipped: 1 }
    expect(settle(tally, 0)).toEqual(tally)
  })

  it('fails a runner that found no test', () => {
    expect(settle(nothing, 0).failed).toBe(1)
  })

  it('fails a runner that ended red without a failed test', () => {
    expect(settle({ passed: 3, failed: 0, skipped: 0 }, 1)).toEqual({
      passed: 3,
      failed: 1,
      skipped: 0,
    })
  })

  it('does not count a failure twice because the exit code says so too', () => {
    expect(settle({ passed: 3, failed: 2, skipped: 0 }, 1).failed).toBe(2)
  })

  it('fails a runner that left no report, whatever its exit code', () => {
    expect(settle(null, 0)).toEqual(oneFailed)
  })
})

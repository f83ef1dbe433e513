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
    {
      name: 'a.test.ts',
      status: 'passed',
      assertionResults: [{ status: 'passed', fullName: 'x' }],
    },
    {
      name: 'b.test.ts',
      status: 'failed',
      assertionResults: [
        { status: 'passed', fullName: 'y' },
        { status: 'failed', fullName: 'ink keeps its shape' },
      ],
    },
  ],
}

describe('the sum of all steps', () => {
  it('adds up each kind by itself', () => {
    const sum = total([
      onePassed,
      oneFailed,
      { passed: 4, failed: 2, skipped: 3, failing: ['one', 'two'] },
    ])
    expect(sum).toEqual({ passed: 5, failed: 3, skipped: 3, failing: ['one', 'two'] })
  })

  it('is nothing for no steps', () => {
    expect(total([])).toEqual(nothing)
  })

  it('closes with a line of passed and failed alone', () => {
    expect(closingLine({ ...nothing, passed: 12, skipped: 7 })).toBe('12 passed, 0 failed')
  })
})

describe("the count of vitest's report", () => {
  it('takes over passed and failed tests, and leaves skipped ones out of both', () => {
    expect(tallyVitest(vitestReport)).toMatchObject({ passed: 5, failed: 1, skipped: 3 })
  })

  it('names what failed, with its file', () => {
    expect(tallyVitest(vitestReport).failing).toEqual(['b.test.ts: ink keeps its shape'])
  })

  it('counts a file that did not load as one failure, and names it', () => {
    const broken = { name: 'c.test.ts', status: 'failed', assertionResults: [] }
    const tally = tallyVitest({
      ...vitestReport,
      testResults: [...vitestReport.testResults, broken],
    })
    expect(tally.failed).toBe(2)
    expect(tally.failing.at(-1)).toBe('c.test.ts')
  })
})

describe("the count of Playwright's report", () => {
  const stats = { expected: 7, unexpected: 1, flaky: 1, skipped: 2 }
  const lost = {
    title: 'a stroke is seen',
    tests: [
      { projectName: 'chromium', status: 'unexpected' },
      { projectName: 'lan-http', status: 'expected' },
    ],
  }
  const suites = [{ file: 'a.spec.ts', specs: [], suites: [{ file: 'a.spec.ts', specs: [lost] }] }]

  it('counts tests as expected or not, and errors outside of tests as failures', () => {
    const counted = { passed: 8, failed: 1, skipped: 2 }
    expect(tallyPlaywright({ stats, errors: [], suites })).toMatchObject(counted)
    const broken = tallyPlaywright({ stats, errors: [{ message: 'no such file' }], suites: [] })
    expect(broken).toMatchObject({ failed: 2, failing: ['no such file'] })
  })

  it('names what failed, with its file and project, however deep it stands', () => {
    expect(tallyPlaywright({ stats, errors: [], suites }).failing).toEqual([
      'a.spec.ts (chromium): a stroke is seen',
    ])
  })
})

describe('the last word on a runner', () => {
  it('leaves a plain result alone', () => {
    const tally = { ...nothing, passed: 3, skipped: 1 }
    expect(settle(tally, 0)).toEqual(tally)
  })

  it('fails a runner that found no test', () => {
    expect(settle(nothing, 0).failed).toBe(1)
  })

  it('fails a runner that ended red without a failed test', () => {
    expect(settle({ ...nothing, passed: 3 }, 1)).toMatchObject({ passed: 3, failed: 1, skipped: 0 })
  })

  it('does not count a failure twice because the exit code says so too', () => {
    expect(settle({ ...nothing, passed: 3, failed: 2 }, 1).failed).toBe(2)
  })

  it('fails a runner that left no report, whatever its exit code', () => {
    expect(settle(null, 0)).toEqual(oneFailed)
  })
})

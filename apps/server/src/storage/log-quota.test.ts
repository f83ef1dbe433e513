import { expect, test } from 'vitest'
import { LARGEST_ENTRY_BYTES } from '../bounds.ts'
import { LogQuota } from './log-quota.ts'

const MAX_BYTES = LARGEST_ENTRY_BYTES + 1000

function quotaOf({ logBytes, keepBytes }: { logBytes: number; keepBytes: number }): LogQuota {
  return new LogQuota({ storedBytes: logBytes, maxBytes: MAX_BYTES, keepBytes })
}

test('[G18] log and rows are held to the quota each by itself, and together where the log is cut', () => {
  const cases = [
    { logBytes: 600, rowsBytes: 600, keepBytes: 0, isFull: false },
    { logBytes: 1001, rowsBytes: 0, keepBytes: 0, isFull: true },
    { logBytes: 0, rowsBytes: 1001, keepBytes: 0, isFull: true },
    { logBytes: 600, rowsBytes: 400, keepBytes: 1, isFull: false },
    { logBytes: 600, rowsBytes: 401, keepBytes: 1, isFull: true },
  ]
  for (const { rowsBytes, isFull, ...quota } of cases) {
    const weighed = quotaOf(quota)
    weighed.weighRows(rowsBytes)
    expect(weighed.isFull, JSON.stringify({ ...quota, rowsBytes })).toBe(isFull)
  }
})

test('[G18] what is let go of the log makes space again, but not on a board that its rows fill', () => {
  const full = quotaOf({ logBytes: 900, keepBytes: 1 })
  full.weighRows(1001)
  full.release(900)
  expect(full.isFull).toBe(true)
  const both = quotaOf({ logBytes: 900, keepBytes: 1 })
  both.weighRows(900)
  expect(both.place({ bytes: new Uint8Array(1) })).toBe(false)
  both.release(900)
  expect(both.isFull).toBe(false)
})

// [G10] The table of close reasons.

import { describe, expect, it } from 'vitest'
import { CLOSE_REASONS, closeNameOf, isRetryClose } from './close-reasons.ts'

const reasons = Object.entries(CLOSE_REASONS)

describe('close reasons [G10]', () => {
  it('have a code each, found again by it', () => {
    expect(new Set(reasons.map(([, { code }]) => code)).size).toBe(reasons.length)
    for (const [name, { code }] of reasons) expect(closeNameOf(code)).toBe(name)
    expect(closeNameOf(4999)).toBe(null)
  })

  it.each(reasons)('say of %s by the code alone whether a client tries again', (_, reason) => {
    expect(isRetryClose(reason.code)).toBe(reason.retry)
  })

  it('let a client try again at codes that it does not know, but for the final band', () => {
    expect([1002, 1015, 3000, 4399, 4500, 4599].map(isRetryClose)).toEqual(Array(6).fill(true))
    expect([4400, 4450, 4499].map(isRetryClose)).toEqual(Array(3).fill(false))
  })

  it.each(reasons)('say in a sentence what %s is', (_, { sentence }) => {
    expect(sentence).toMatch(/^[A-Z].*\.$/)
  })
})

import { expect, it } from 'vitest'
import { isPalm, PALM_AFTER_PEN_MS, PALM_SIZE_PX } from './palm.ts'

const finger = { timeMs: 10_000, sizePx: 20 }
const longAgo = { isPenKnown: true, touchedMs: Number.NEGATIVE_INFINITY }

it('is a palm that touches just after the pen, and a finger that comes later', () => {
  const touchedMs = finger.timeMs - PALM_AFTER_PEN_MS
  expect(isPalm(finger, { isPenKnown: true, touchedMs: touchedMs + 1 })).toBe(true)
  expect(isPalm(finger, { isPenKnown: true, touchedMs })).toBe(false)
})

it('is a palm that is larger than any fingertip', () => {
  expect(isPalm({ ...finger, sizePx: PALM_SIZE_PX + 1 }, longAgo)).toBe(true)
  expect(isPalm(finger, longAgo)).toBe(false)
})

it('is a thumb laid flat where nobody has a pen', () => {
  expect(isPalm({ ...finger, sizePx: 90 }, { ...longAgo, isPenKnown: false })).toBe(false)
})

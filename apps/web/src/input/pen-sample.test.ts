import { describe, expect, it } from 'vitest'
import { type PointerReading, samplesOf } from './pen-sample.ts'

const origin = { leftPx: 10, topPx: 20 }

const reading = (x: number, timeStamp: number): PointerReading => ({
  clientX: x,
  clientY: 20,
  pressure: 0.5,
  timeStamp,
  shiftKey: false,
})

const withList = (list: readonly PointerReading[]): PointerReading => ({
  ...reading(99, 99),
  getCoalescedEvents: () => list,
})

const xs = (samples: readonly { xPx: number }[]) => samples.map(sample => sample.xPx)

describe('the samples of a pointer event', () => {
  it('are the event itself where the browser withholds the list', () => {
    expect(xs(samplesOf(reading(15, 1), origin, null))).toEqual([5])
  })

  it('are the event itself where the list is empty', () => {
    expect(xs(samplesOf(withList([]), origin, null))).toEqual([89])
  })

  it('are all coalesced readings, from the top left of the board', () => {
    const event = withList([reading(11, 1), reading(12, 2), reading(13, 3)])
    expect(samplesOf(event, origin, null)).toEqual([
      { xPx: 1, yPx: 0, pressure: 0.5, timeMs: 1, reportedMs: 1, isStraight: false },
      { xPx: 2, yPx: 0, pressure: 0.5, timeMs: 2, reportedMs: 2, isStraight: false },
      { xPx: 3, yPx: 0, pressure: 0.5, timeMs: 3, reportedMs: 3, isStraight: false },
    ])
  })

  it('are put in order and freed of repeats', () => {
    const event = withList([reading(13, 3), reading(11, 1), reading(11, 1), reading(12, 2)])
    expect(xs(samplesOf(event, origin, null))).toEqual([1, 2, 3])
  })

  it('are never older than what was taken before', () => {
    const [last = null] = samplesOf(reading(12, 2), origin, null)
    const event = withList([reading(11, 1), reading(12, 2), reading(13, 3)])
    expect(xs(samplesOf(event, origin, last))).toEqual([3])
  })
})

describe('times', () => {
  const times = (samples: readonly { timeMs: number }[]) => samples.map(({ timeMs }) => timeMs)

  it('of samples that a blurred clock gave one stamp are spread since the one before', () => {
    const [last = null] = samplesOf(reading(11, 100), origin, null)
    const event = withList([reading(12, 116), reading(13, 116), reading(14, 116), reading(15, 116)])
    expect(times(samplesOf(event, origin, last))).toEqual([104, 108, 112, 116])
  })

  it('ascend by a millisecond at least, and catch up with the clock again', () => {
    const [last = null] = samplesOf(reading(11, 100), origin, null)
    const burst = samplesOf(
      withList([reading(12, 100), reading(13, 100.1), reading(14, 100.2)]),
      origin,
      last,
    )
    expect(times(burst)).toEqual([101, 102, 103])
    const later = samplesOf(reading(15, 100.3), origin, burst.at(-1) ?? null)
    expect(times(later)).toEqual([104])
    expect(times(samplesOf(reading(16, 120), origin, later.at(-1) ?? null))).toEqual([120])
  })
})

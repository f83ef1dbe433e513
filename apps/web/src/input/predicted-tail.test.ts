import { describe, expect, it } from 'vitest'
import type { PenSample, PointerReading } from './pen-sample.ts'
import { MAX_AHEAD_MS, predictedTail, withNewest } from './predicted-tail.ts'

const origin = { leftPx: 10, topPx: 20 }

const reading = (x: number, y: number, timeStamp: number): PointerReading => ({
  clientX: x + origin.leftPx,
  clientY: y + origin.topPx,
  pressure: 0.5,
  timeStamp,
  shiftKey: false,
})

const taken = (xPx: number, yPx: number, timeMs: number): PenSample => ({
  xPx,
  yPx,
  pressure: 0.5,
  timeMs,
  reportedMs: timeMs,
  isStraight: false,
})

/** A hand that goes to the right at 500 px/s. */
const recent = [taken(0, 0, 100), taken(4, 0, 108), taken(8, 0, 116)]

const tailOf = (predicted: readonly PointerReading[], samples: readonly PenSample[] = recent) =>
  predictedTail(
    { ...reading(8, 0, 116), getPredictedEvents: () => predicted },
    origin,
    samples,
  ).map(({ xPx, yPx }) => [xPx, yPx])

describe('the predicted tail', () => {
  it('is what the browser expects within a frame of the newest sample, in order', () => {
    const predicted = [
      reading(16, 1, 132),
      reading(12, 0, 124),
      reading(20, 2, 116 + MAX_AHEAD_MS + 0.1),
      reading(40, 8, 180),
    ]
    expect(tailOf(predicted)).toEqual([
      [12, 0],
      [16, 1],
    ])
  })

  it('is none of what the pen has passed meanwhile', () => {
    expect(tailOf([reading(9, 0, 116), reading(8, 0, 110)])).toEqual([])
  })

  it('is empty where the browser foresees nothing, or does not know how', () => {
    expect(tailOf([])).toEqual([])
    expect(predictedTail(reading(8, 0, 116), origin, recent)).toEqual([])
  })

  it('never turns by more than 60°, nor goes back', () => {
    const steep = (degrees: number) => {
      const angle = (degrees * Math.PI) / 180
      return [reading(8 + 5 * Math.cos(angle), 5 * Math.sin(angle), 124)]
    }
    expect(tailOf(steep(59))).toHaveLength(1)
    expect(tailOf(steep(61))).toEqual([])
    expect(tailOf(steep(-180))).toEqual([])
    expect(tailOf([reading(12, 0, 124), reading(4, 0, 130)])).toEqual([])
  })

  it('follows where the hand goes now, not where it came from', () => {
    const turned = [...recent, taken(8, 4, 124), taken(8, 8, 132)]
    expect(tailOf([reading(8, 12, 140)], turned)).toHaveLength(1)
    expect(tailOf([reading(12, 8, 140)], turned)).toEqual([])
  })

  it('is empty for a hand that rests: the grain of the device has no direction', () => {
    const resting = [taken(8, 0, 100), taken(8.5, 0, 108), taken(8, 0.5, 116)]
    expect(tailOf([reading(12, 0, 124)], resting)).toEqual([])
  })
})

it('what is older than a twentieth of a second says nothing of the direction', () => {
  const samples = withNewest(recent, [taken(9, 0, 160)])
  expect(samples.map(({ timeMs }) => timeMs)).toEqual([116, 160])
})

import { expect, it } from 'vitest'
import { type WheelReading, wheelEffect } from './wheel.ts'

const turn = (reading: Partial<WheelReading>): WheelReading => ({
  deltaX: 0,
  deltaY: 0,
  deltaMode: 0,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  ...reading,
})

it('moves the board against the wheel, as a page scrolls', () => {
  expect(wheelEffect(turn({ deltaX: 3, deltaY: 40 }))).toEqual({
    kind: 'pan',
    delta: { x: -3, y: -40 },
  })
})

it('goes sideways with Shift', () => {
  const effect = wheelEffect(turn({ deltaY: 40, shiftKey: true }))
  expect(effect).toEqual({ kind: 'pan', delta: { x: -40, y: 0 } })
})

it('reads lines and pages as pixels', () => {
  expect(wheelEffect(turn({ deltaY: 2, deltaMode: 1 }))).toMatchObject({ delta: { y: -32 } })
  expect(wheelEffect(turn({ deltaY: 1, deltaMode: 2 }))).toMatchObject({ delta: { y: -400 } })
})

it('zooms with Ctrl or Cmd, in and out alike', () => {
  const zoomIn = wheelEffect(turn({ deltaY: -100, ctrlKey: true }))
  const zoomOut = wheelEffect(turn({ deltaY: 100, metaKey: true }))
  if (zoomIn.kind !== 'zoom' || zoomOut.kind !== 'zoom') throw new Error('must zoom')
  expect(zoomIn.factor).toBeGreaterThan(1)
  expect(zoomIn.factor * zoomOut.factor).toBeCloseTo(1)
})

it('never jumps, however far one event says', () => {
  const effect = wheelEffect(turn({ deltaY: 1e6, ctrlKey: true }))
  if (effect.kind !== 'zoom') throw new Error('must zoom')
  expect(effect.factor).toBeGreaterThan(0.5)
})

import fc from 'fast-check'
import { beforeEach, expect, it } from 'vitest'
import { BoardScene } from '../canvas/board-scene.ts'
import { shapeOf } from '../canvas/scene.ts'
import { madeStroke } from '../canvas/testing/made-strokes.ts'
import { stubPaths } from '../canvas/testing/recording-canvas.ts'
import { wholeShape } from '../canvas/wet-shape.ts'
import { inkBounds, planPng } from './export-png.ts'

beforeEach(stubPaths)

it('is twice as sharp as the screen, with a margin around the ink', () => {
  expect(planPng({ minX: 0, minY: 10, maxX: 100, maxY: 60 })).toEqual({
    widthPx: 328,
    heightPx: 228,
    scale: 2,
    left: -32,
    top: -22,
  })
})

it('of an empty board is a small sheet of paper', () => {
  expect(planPng(null)).toMatchObject({ widthPx: 128, heightPx: 128 })
})

it('never asks for a canvas that a browser cannot make', () => {
  const side = fc.double({ min: 0, max: 1e7, noNaN: true })
  fc.assert(
    fc.property(side, side, (width, height) => {
      const plan = planPng({ minX: -5, minY: -5, maxX: width - 5, maxY: height - 5 })
      expect(Math.max(plan.widthPx, plan.heightPx)).toBeLessThanOrEqual(8192)
      expect(plan.widthPx * plan.heightPx).toBeLessThanOrEqual(16_100_000)
      expect(Math.min(plan.widthPx, plan.heightPx)).toBeGreaterThanOrEqual(1)
    }),
  )
})

it('has room for strokes in the making too', () => {
  const scene = new BoardScene()
  const stroke = madeStroke(2, 500)
  const wet = [{ id: stroke.id, header: stroke.header, shape: wholeShape(shapeOf(stroke)) }]
  expect(inkBounds({ scene, wet: [] })).toBeNull()
  expect(inkBounds({ scene, wet })).toMatchObject({ minX: 499, maxX: 511 })
  scene.ink.put([madeStroke(1)])
  expect(inkBounds({ scene, wet })).toMatchObject({ minX: -1, maxX: 511 })
})

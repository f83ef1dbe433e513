import { describe, expect, it } from 'vitest'
import { distance, midpoint, subtract } from '../vector.ts'
import { dragShape, middleOf, rectangleAt } from './shape.ts'

const PEN = { x: 100, y: 0 }

describe('a shape that the pen drags', () => {
  it('follows with a line’s end', () => {
    const line = { kind: 'line', from: { x: 10, y: 10 }, to: PEN } as const
    const dragged = dragShape(line, PEN, { x: 60, y: 80 })
    if (dragged.kind !== 'line') throw new Error('a line stays a line')
    expect(dragged.from).toEqual(line.from)
    expect(distance(dragged.to, { x: 60, y: 80 })).toBeLessThan(1e-9)
  })

  it('turns an arrow with its head around its beginning', () => {
    const arrow = {
      kind: 'arrow',
      from: { x: 0, y: 0 },
      to: { x: 100, y: 0 },
      barbs: [
        { x: 80, y: -10 },
        { x: 80, y: 10 },
      ],
    } as const
    const dragged = dragShape(arrow, { x: 80, y: 10 }, { x: -20, y: 160 })
    if (dragged.kind !== 'arrow') throw new Error('an arrow stays one')
    expect(dragged.from).toEqual(arrow.from)
    expect(distance(dragged.to, { x: 0, y: 200 })).toBeLessThan(1e-9)
    expect(distance(dragged.barbs[1], { x: -20, y: 160 })).toBeLessThan(1e-9)
  })

  it('makes closed ones larger and smaller around their middle, without turning them', () => {
    const ellipse = {
      kind: 'ellipse',
      centre: { x: 0, y: 0 },
      radiusX: 100,
      radiusY: 50,
      angleRadians: 0.3,
    } as const
    const larger = dragShape(ellipse, PEN, { x: 0, y: 200 })
    expect(larger).toMatchObject({ ...ellipse, radiusX: 200, radiusY: 100 })
    const square = rectangleAt({ x: 50, y: 0 }, { width: 100, height: 100, angleRadians: 0 })
    const smaller = dragShape(square, PEN, { x: 50, y: 25 })
    if (smaller.kind !== 'rectangle') throw new Error('a rectangle stays one')
    expect(middleOf(smaller.corners)).toEqual({ x: 50, y: 0 })
    const [a, b, c] = smaller.corners
    if (a === undefined || b === undefined || c === undefined) throw new Error('four corners')
    expect(subtract(b, a)).toEqual({ x: 50, y: 0 })
    expect(midpoint(a, c)).toEqual({ x: 50, y: 0 })
  })

  it('never lets it vanish under the hand', () => {
    const square = rectangleAt({ x: 0, y: 0 }, { width: 100, height: 100, angleRadians: 0 })
    const smallest = dragShape(square, PEN, { x: 0, y: 0 })
    if (smallest.kind !== 'rectangle') throw new Error('a rectangle stays one')
    const [a, b] = smallest.corners
    if (a === undefined || b === undefined) throw new Error('four corners')
    expect(distance(a, b)).toBeGreaterThan(1)
  })

  it('that was held at its own anchor stays as it is', () => {
    const line = { kind: 'line', from: PEN, to: { x: 0, y: 0 } } as const
    expect(dragShape(line, PEN, { x: 5, y: 5 })).toEqual(line)
  })
})

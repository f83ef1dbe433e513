import { beforeEach, describe, expect, it } from 'vitest'
import { PressureSense } from './pressure-sense.ts'

let sense: PressureSense

beforeEach(() => {
  sense = new PressureSense()
})

/** Whether a stroke of these pressures has pressure. */
function draw(pointerType: string, pressures: readonly [number, ...number[]]): boolean {
  const [first, ...rest] = pressures
  const hasPressure = sense.begin(pointerType, first)
  for (const pressure of rest) sense.hear(pressure)
  return hasPressure
}

describe('pressure', () => {
  it('is measured where the first reading is no stand-in, whatever the pointer is called', () => {
    expect(draw('mouse', [0.31])).toBe(true)
    expect(draw('touch', [0.31])).toBe(true)
    for (const standIn of [0, 0.5, 1]) expect(draw('mouse', [standIn])).toBe(false)
  })

  it('is taken for measured of a pen, until one has shown that it measures nothing', () => {
    expect(draw('pen', [0.5, 0.5, 0.5, 0.5, 0])).toBe(true)
    expect(draw('pen', [0.5, 0.5, 0.5])).toBe(false)
    expect(draw('pen', [0.4, 0.41, 0.45])).toBe(true)
    expect(draw('pen', [0.5, 0.41, 0.45])).toBe(true)
  })

  it('of a pen that the browser calls a mouse is known once it has varied', () => {
    expect(draw('mouse', [0.5, 0.5, 0.61, 0.7])).toBe(false)
    expect(draw('mouse', [0.5, 0.47, 0.4])).toBe(true)
  })

  it('is forgotten of that pen once the mouse itself draws', () => {
    draw('mouse', [0.3, 0.4, 0.5])
    draw('mouse', [0.5, 0.5, 0.5])
    expect(draw('mouse', [0.5, 0.5, 0.5])).toBe(false)
  })

  it('is not judged by a tap, which says too little', () => {
    draw('pen', [0.5, 0])
    expect(draw('pen', [0.5])).toBe(true)
  })
})

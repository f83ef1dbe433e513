import { beforeEach, describe, expect, it } from 'vitest'
import { InkOutlines } from './ink-outlines.ts'
import type { SceneStroke } from './scene.ts'
import { madeStroke } from './testing/made-strokes.ts'
import { stubPaths } from './testing/recording-canvas.ts'

beforeEach(stubPaths)

/** With room for so many points. */
const outlinesOf = (points: number) => new InkOutlines(points * 60)

/** Drawn at 100 %: its grid is an eighth of a unit. */
function stroke(n: number, length = 10): SceneStroke {
  const xs = Float64Array.from({ length }, (_, at) => at * 4)
  const points = { length, xs, ys: new Float64Array(length), pressures: new Uint8Array(length) }
  return { ...madeStroke(n), points }
}

describe('the outlines of finished ink', () => {
  it('are made once', () => {
    const outlines = outlinesOf(1_000)
    const one = stroke(1)
    expect(outlines.pathOf(one, 1)).toBe(outlines.pathOf(one, 1))
    expect(outlines.pathOf(one, 1)).not.toBe(outlines.pathOf(stroke(1), 1))
  })

  it('are the same from half the scale on that a stroke was drawn at', () => {
    const outlines = outlinesOf(1_000)
    const one = stroke(1)
    const whole = outlines.pathOf(one, 0.5)
    for (const scale of [0.7, 1, 3, 40]) expect(outlines.pathOf(one, scale)).toBe(whole)
    expect(outlines.pathOf(one, 0.49)).not.toBe(whole)
  })

  it('are shared by the scales between two powers of 2', () => {
    const outlines = outlinesOf(1_000)
    const one = stroke(1)
    const small = outlines.pathOf(one, 0.26)
    expect(outlines.pathOf(one, 0.49)).toBe(small)
    expect(outlines.pathOf(one, 0.24)).not.toBe(small)
  })

  it('of a stroke of which parts are erased have all of its points', () => {
    const outlines = outlinesOf(1_000)
    const one = { ...stroke(1), erased: [{ from: 2, to: 3 }] }
    expect(outlines.pathOf(one, 0.01)).toBe(outlines.pathOf(one, 1))
  })

  it('are kept while they are used, and go with what came after them otherwise', () => {
    const outlines = outlinesOf(40)
    const [one, two] = [stroke(1), stroke(2)]
    const first = outlines.pathOf(one, 1)
    const second = outlines.pathOf(two, 1)
    for (let n = 3; n < 20; n += 1) {
      outlines.pathOf(stroke(n), 1)
      expect(outlines.pathOf(one, 1)).toBe(first)
    }
    expect(outlines.pathOf(two, 1)).not.toBe(second)
  })

  it('are never of more points than there is room for', () => {
    const outlines = outlinesOf(100)
    const made = Array.from({ length: 50 }, (_, n) => stroke(n))
    const paths = made.map(each => outlines.pathOf(each, 1))
    // The newest first: to look makes them young again.
    const kept = made
      .toReversed()
      .filter(each => outlines.pathOf(each, 1) === paths[made.indexOf(each)])
    expect(kept.length).toBeGreaterThan(4)
    expect(kept.length).toBeLessThanOrEqual(10)
  })

  it('has room for the stroke that is painted, however long it is', () => {
    const outlines = outlinesOf(5)
    const long = stroke(1)
    expect(outlines.pathOf(long, 1)).toBe(outlines.pathOf(long, 1))
  })

  it('are forgotten with their board', () => {
    const outlines = outlinesOf(1_000)
    const one = stroke(1)
    const path = outlines.pathOf(one, 1)
    outlines.clear()
    expect(outlines.pathOf(one, 1)).not.toBe(path)
  })
})

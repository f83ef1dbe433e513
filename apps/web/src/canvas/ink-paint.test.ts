import { beforeEach, expect, it } from 'vitest'
import { paletteColor } from '../app/palette.ts'
import { fillInk, type Painter } from './ink-paint.ts'
import { HEADER } from './testing/made-strokes.ts'
import { stubPaths } from './testing/recording-canvas.ts'

beforeEach(stubPaths)

const YELLOW = { kind: 'palette', index: 4 } as const

function filledWith(brush: 'pen' | 'highlighter', theme: 'light' | 'dark') {
  const nothing = () => undefined
  const painter = { globalAlpha: 1, fillStyle: '', fill: nothing, setTransform: nothing }
  const header = { ...HEADER, brush, color: YELLOW, opacity: 51 }
  // What is used of a painter is all here.
  const path = { path: new Path2D(), x: 0, y: 0 }
  fillInk(painter as unknown as Painter, { scale: 1, left: 0, top: 0 }, { header, path }, theme)
  return painter
}

it('a mark is painted in the shade that its brush has on the paper', () => {
  expect(filledWith('pen', 'light')).toMatchObject({
    globalAlpha: 0.2,
    fillStyle: paletteColor(4, 'light'),
  })
  const marker = filledWith('highlighter', 'light')
  expect(marker.fillStyle).toBe(paletteColor(4, 'light', 'highlighter'))
  expect(marker.fillStyle).not.toBe(paletteColor(4, 'light'))
  expect(filledWith('highlighter', 'dark').fillStyle).toBe(paletteColor(4, 'dark'))
})

it('marks that cross take light away on light paper and add it on dark; ink covers', () => {
  const mixing = (...how: Parameters<typeof filledWith>) =>
    Reflect.get(filledWith(...how), 'globalCompositeOperation')
  expect(mixing('highlighter', 'light')).toBe('multiply')
  expect(mixing('highlighter', 'dark')).toBe('screen')
  expect(mixing('pen', 'light')).toBe('source-over')
  expect(mixing('pen', 'dark')).toBe('source-over')
})

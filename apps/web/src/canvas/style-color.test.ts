import fc from 'fast-check'
import { expect, it } from 'vitest'
import { styleColorOf, wireColorOf } from './style-color.ts'

it('a colour is the same after the way to the wire and back', () => {
  const byte = fc.integer({ min: 0, max: 255 })
  const rgb = fc.record({ kind: fc.constant('rgb'), r: byte, g: byte, b: byte })
  const palette = fc.record({ kind: fc.constant('palette'), index: byte })
  fc.assert(
    fc.property(fc.oneof(rgb, palette), color => {
      expect(styleColorOf(wireColorOf(color))).toEqual(color)
    }),
  )
})

it('red is the highest byte on the wire', () => {
  expect(wireColorOf({ kind: 'rgb', r: 255, g: 2, b: 1 })).toEqual({ kind: 'rgb', rgb: 0xff0201 })
})

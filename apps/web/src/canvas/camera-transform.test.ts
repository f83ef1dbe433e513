import fc from 'fast-check'
import { expect, it } from 'vitest'
import { pixelBox, rasterOf, type Viewport, worldBox } from './camera-transform.ts'

const viewports: fc.Arbitrary<Viewport> = fc.record({
  camera: fc.record({
    x: fc.double({ min: -1e4, max: 1e4, noNaN: true }),
    y: fc.double({ min: -1e4, max: 1e4, noNaN: true }),
    zoom: fc.double({ min: 0.02, max: 40, noNaN: true }),
  }),
  size: fc.record({
    width: fc.integer({ min: 1, max: 4000 }),
    height: fc.integer({ min: 1, max: 4000 }),
  }),
  dpr: fc.constantFrom(1, 1.25, 1.5, 2, 3),
})

it('a canvas lies on whole pixels of the world, at most half a one from where its camera is', () => {
  fc.assert(
    fc.property(viewports, viewport => {
      const { scale, left, top } = rasterOf(viewport)
      expect(Number.isInteger(left) && Number.isInteger(top)).toBe(true)
      expect(Math.abs(left - viewport.camera.x * scale)).toBeLessThanOrEqual(0.5)
      expect(Math.abs(top - viewport.camera.y * scale)).toBeLessThanOrEqual(0.5)
    }),
  )
})

it('the pixels of a world box show all of it, and one more for soft edges', () => {
  const at = fc.double({ min: -1e4, max: 1e4, noNaN: true })
  fc.assert(
    fc.property(viewports, at, at, (viewport, x, y) => {
      const raster = rasterOf(viewport)
      const pixels = pixelBox(raster, { minX: x, minY: y, maxX: x, maxY: y })
      const back = worldBox(raster, pixels)
      const slack = 0.999 / raster.scale
      expect(back.minX).toBeLessThanOrEqual(x - slack)
      expect(back.maxX).toBeGreaterThanOrEqual(x + slack)
      expect(back.minY).toBeLessThanOrEqual(y - slack)
      expect(back.maxY).toBeGreaterThanOrEqual(y + slack)
    }),
  )
})

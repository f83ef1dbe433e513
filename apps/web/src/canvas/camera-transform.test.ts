import fc from 'fast-check'
import { expect, it } from 'vitest'
import { isSameViewport, pixelBox, type Viewport, worldBox } from './camera-transform.ts'

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

it('the pixels of a world box show all of it, as far as it is on the canvas', () => {
  fc.assert(
    fc.property(viewports, fc.integer({ min: 0, max: 100 }), (viewport, percent) => {
      const screen = { minX: 0, minY: 0, maxX: viewport.size.width, maxY: viewport.size.height }
      const world = worldBox({ ...viewport, dpr: 1 }, screen)
      const x = world.minX + ((world.maxX - world.minX) * percent) / 100
      const y = world.minY + ((world.maxY - world.minY) * percent) / 100
      const back = worldBox(viewport, pixelBox(viewport, { minX: x, minY: y, maxX: x, maxY: y }))
      // Half a device pixel is what rounding the canvas's size may cost at its far edge.
      const slack = 0.5 / (viewport.camera.zoom * viewport.dpr) + 1e-6
      expect(back.minX).toBeLessThanOrEqual(x + slack)
      expect(back.maxX).toBeGreaterThanOrEqual(x - slack)
      expect(back.minY).toBeLessThanOrEqual(y + slack)
      expect(back.maxY).toBeGreaterThanOrEqual(y - slack)
    }),
  )
})

it('views differ by each of their parts', () => {
  const view: Viewport = { camera: { x: 1, y: 2, zoom: 1 }, size: { width: 3, height: 4 }, dpr: 1 }
  expect(isSameViewport(view, { ...view, camera: { ...view.camera } })).toBe(true)
  const others: Viewport[] = [
    { ...view, dpr: 2 },
    { ...view, size: { width: 3, height: 5 } },
    { ...view, size: { width: 2, height: 4 } },
    { ...view, camera: { x: 0, y: 2, zoom: 1 } },
    { ...view, camera: { x: 1, y: 0, zoom: 1 } },
    { ...view, camera: { x: 1, y: 2, zoom: 3 } },
  ]
  for (const other of others) expect(isSameViewport(view, other)).toBe(false)
})

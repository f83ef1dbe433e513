import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Box, boxContainsPoint, EMPTY_BOX, expandBox } from './box.ts'
import {
  type Camera,
  clampZoom,
  fitBox,
  MAX_ZOOM,
  MIN_ZOOM,
  panBy,
  pinch,
  screenToWorld,
  type ViewportSize,
  visibleWorld,
  worldToScreen,
  zoomAround,
} from './camera.ts'
import type { Point } from './point.ts'
import { between, STEPS } from './testing/between.ts'
import { distance, midpoint } from './vector.ts'

const worldCoordinate = fc.nat(STEPS).map(between(-1e5, 1e5))
const screenCoordinate = fc.nat(STEPS).map(between(0, 4000))
const zoom = fc.nat(STEPS).map(between(MIN_ZOOM, MAX_ZOOM))
const world: fc.Arbitrary<Point> = fc.record({ x: worldCoordinate, y: worldCoordinate })
const screen: fc.Arbitrary<Point> = fc.record({ x: screenCoordinate, y: screenCoordinate })
const camera: fc.Arbitrary<Camera> = fc.record({ x: worldCoordinate, y: worldCoordinate, zoom })
const size = { width: 1280, height: 720 }

// A millionth of a pixel: what doubles lose at 1e5 world units and a zoom of 40, with room.
const SAME_PX = 1e-5

function expectSameScreen(a: Point, b: Point): void {
  expect(distance(a, b)).toBeLessThan(SAME_PX)
}

describe('screen and world', () => {
  test('are each other’s inverse', () => {
    fc.assert(
      fc.property(camera, screen, (c, s) => {
        expectSameScreen(worldToScreen(c, screenToWorld(c, s)), s)
      }),
    )
  })

  test('have the camera’s point at the top left', () => {
    fc.assert(
      fc.property(camera, c => {
        expect(screenToWorld(c, { x: 0, y: 0 })).toEqual({ x: c.x, y: c.y })
        expect(worldToScreen(c, c)).toEqual({ x: 0, y: 0 })
      }),
    )
  })

  test('differ by the zoom in lengths', () => {
    const c = { x: 10, y: 20, zoom: 4 }
    expect(worldToScreen(c, { x: 11, y: 22 })).toEqual({ x: 4, y: 8 })
    expect(screenToWorld(c, { x: 4, y: 8 })).toEqual({ x: 11, y: 22 })
  })
})

describe('zooming around a point', () => {
  test('keeps what lies under it', () => {
    fc.assert(
      fc.property(camera, screen, zoom, (c, s, z) => {
        const held = screenToWorld(c, s)
        expectSameScreen(worldToScreen(zoomAround(c, s, z), held), s)
      }),
    )
  })

  test('there and back is where it began', () => {
    fc.assert(
      fc.property(camera, screen, zoom, world, (c, s, z, w) => {
        const back = zoomAround(zoomAround(c, s, z), s, c.zoom)
        expect(distance(worldToScreen(back, w), worldToScreen(c, w))).toBeLessThan(1e-3)
      }),
    )
  })

  test('stops at 2 % and at 4,000 %, and still keeps the point', () => {
    const c = { x: 5, y: 6, zoom: 1 }
    const s = { x: 100, y: 50 }
    expect(zoomAround(c, s, 1e9).zoom).toBe(40)
    expect(zoomAround(c, s, 1e-9).zoom).toBe(0.02)
    expectSameScreen(worldToScreen(zoomAround(c, s, 1e9), screenToWorld(c, s)), s)
  })

  test('clamps only what is out of range', () => {
    fc.assert(
      fc.property(zoom, z => {
        expect(clampZoom(z)).toBe(z)
      }),
    )
  })
})

describe('panning', () => {
  test('moves what is shown with the hand', () => {
    fc.assert(
      fc.property(camera, screen, screen, (c, s, delta) => {
        const held = screenToWorld(c, s)
        const moved = worldToScreen(panBy(c, delta), held)
        expectSameScreen(moved, { x: s.x + delta.x, y: s.y + delta.y })
      }),
    )
  })

  test('leaves the zoom alone', () => {
    fc.assert(
      fc.property(camera, screen, (c, delta) => {
        expect(panBy(c, delta).zoom).toBe(c.zoom)
      }),
    )
  })
})

describe('pinching', () => {
  test('keeps the world between the fingers between them', () => {
    fc.assert(
      fc.property(camera, screen, screen, screen, screen, (c, a, b, a2, b2) => {
        const held = screenToWorld(c, midpoint(a, b))
        expectSameScreen(worldToScreen(pinch(c, [a, b], [a2, b2]), held), midpoint(a2, b2))
      }),
    )
  })

  test('keeps both fingers on their places in the world when they only move apart', () => {
    const c = { x: 3, y: 4, zoom: 2 }
    const before: [Point, Point] = [
      { x: 100, y: 100 },
      { x: 200, y: 100 },
    ]
    const after: [Point, Point] = [
      { x: 50, y: 120 },
      { x: 250, y: 120 },
    ]
    const pinched = pinch(c, before, after)
    expect(pinched.zoom).toBe(4)
    expectSameScreen(worldToScreen(pinched, screenToWorld(c, before[0])), after[0])
    expectSameScreen(worldToScreen(pinched, screenToWorld(c, before[1])), after[1])
  })

  test('with unmoved fingers changes nothing', () => {
    fc.assert(
      fc.property(camera, screen, screen, world, (c, a, b, w) => {
        const same = pinch(c, [a, b], [a, b])
        expect(distance(worldToScreen(same, w), worldToScreen(c, w))).toBeLessThan(1e-3)
      }),
    )
  })

  test('with both fingers reported in one place only pans', () => {
    const at = { x: 10, y: 10 }
    const pinched = pinch({ x: 0, y: 0, zoom: 3 }, [at, at], [at, { x: 40, y: 10 }])
    expect(pinched.zoom).toBe(3)
  })

  test('stops at the zoom’s bounds', () => {
    const pinched = pinch(
      { x: 0, y: 0, zoom: 30 },
      [
        { x: 0, y: 0 },
        { x: 10, y: 0 },
      ],
      [
        { x: 0, y: 0 },
        { x: 1000, y: 0 },
      ],
    )
    expect(pinched.zoom).toBe(MAX_ZOOM)
  })
})

describe('fitting a box', () => {
  const even = { left: 40, top: 40, right: 40, bottom: 40 }
  const fitIn = (inside: ViewportSize) => ({ size: inside, padding: even, maxZoom: MAX_ZOOM })
  const fits: fc.Arbitrary<Box> = fc
    .tuple(world, fc.nat(STEPS).map(between(1, 2e4)), fc.nat(STEPS).map(between(1, 2e4)))
    .map(([corner, width, height]) => ({
      minX: corner.x,
      minY: corner.y,
      maxX: corner.x + width,
      maxY: corner.y + height,
    }))

  test('shows all of it, inside the padding', () => {
    fc.assert(
      fc.property(fits, box => {
        const c = fitBox(box, fitIn(size))
        const inner = expandBox(
          { minX: 0, minY: 0, maxX: size.width, maxY: size.height },
          SAME_PX - 40,
        )
        expect(boxContainsPoint(inner, worldToScreen(c, { x: box.minX, y: box.minY }))).toBe(true)
        expect(boxContainsPoint(inner, worldToScreen(c, { x: box.maxX, y: box.maxY }))).toBe(true)
      }),
    )
  })

  test('shows it in the middle of what each side leaves, and no larger than it may be', () => {
    fc.assert(
      fc.property(fits, box => {
        const c = fitBox(box, { size, padding: { ...even, left: 300, top: 90 }, maxZoom: 1 })
        const shown = { topLeft: { x: box.minX, y: box.minY }, end: { x: box.maxX, y: box.maxY } }
        const [a, b] = [worldToScreen(c, shown.topLeft), worldToScreen(c, shown.end)]
        expectSameScreen(midpoint(a, b), { x: (300 + 1240) / 2, y: (90 + 680) / 2 })
        expect(a.x).toBeGreaterThan(300 - SAME_PX)
        expect(a.y).toBeGreaterThan(90 - SAME_PX)
        expect(c.zoom).toBeLessThanOrEqual(1)
      }),
    )
  })

  test('fills the width or the height unless the zoom is at its bound', () => {
    fc.assert(
      fc.property(fits, box => {
        const c = fitBox(box, fitIn(size))
        const freeX = size.width - 80 - (box.maxX - box.minX) * c.zoom
        const freeY = size.height - 80 - (box.maxY - box.minY) * c.zoom
        expect(c.zoom === MAX_ZOOM || Math.min(freeX, freeY) < SAME_PX).toBe(true)
      }),
    )
  })

  test('centres a dot at 100 %', () => {
    const c = fitBox({ minX: 7, minY: 8, maxX: 7, maxY: 8 }, fitIn(size))
    expect(c.zoom).toBe(1)
    expectSameScreen(worldToScreen(c, { x: 7, y: 8 }), { x: 640, y: 360 })
  })

  test('fits a line by its length', () => {
    const c = fitBox({ minX: 0, minY: 5, maxX: 2400, maxY: 5 }, fitIn(size))
    expect(c.zoom).toBe(0.5)
  })

  test('of an empty board shows the origin at 100 %', () => {
    const c = fitBox(EMPTY_BOX, fitIn(size))
    expect(c).toEqual({ x: -640, y: -360, zoom: 1 })
  })

  test('survives a viewport smaller than its padding', () => {
    const c = fitBox({ minX: 0, minY: 0, maxX: 100, maxY: 100 }, fitIn({ width: 50, height: 0 }))
    expect(c.zoom).toBe(MIN_ZOOM)
  })
})

test('the visible world has the viewport’s corners', () => {
  fc.assert(
    fc.property(camera, c => {
      const seen = visibleWorld(c, size)
      expectSameScreen(worldToScreen(c, { x: seen.minX, y: seen.minY }), { x: 0, y: 0 })
      expectSameScreen(worldToScreen(c, { x: seen.maxX, y: seen.maxY }), {
        x: size.width,
        y: size.height,
      })
    }),
  )
})

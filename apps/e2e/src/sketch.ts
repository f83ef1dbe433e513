// A small landscape as hands would draw it: each line a few points, made into a smooth stroke with an unsteady hand
// and a pressure that comes and goes. Coordinates are pixels at 100 % around the middle of the drawing.

import type { InkLook, PenPoint, Stroke } from './real-ink.ts'

type Corner = readonly [number, number]

export interface SketchLine {
  readonly look: InkLook
  readonly through: readonly Corner[]
}

const look = (index: number, widthPx: number): InkLook => ({
  color: { kind: 'palette', index },
  widthPx,
})
const INK = look(0, 4)
const FAR = look(7, 4)
const NEAR = look(5, 5)
const WATER = look(8, 3)
const SUN = look(3, 5)
const SAIL = look(2, 4)
const HULL = look(11, 5)

const line = (style: InkLook, ...through: readonly Corner[]): SketchLine => ({
  look: style,
  through,
})

/** Hills, trees and water. */
export const LAND: readonly SketchLine[] = [
  line(
    FAR,
    [-470, 40],
    [-400, -40],
    [-335, -112],
    [-290, -70],
    [-250, -100],
    [-180, -10],
    [-120, 46],
  ),
  line(FAR, [-352, -92], [-338, -66], [-322, -82], [-306, -62], [-296, -74]),
  line(FAR, [-170, 0], [-90, -70], [-40, -120], [10, -66], [70, -10], [130, 44]),
  line(FAR, [-58, -100], [-44, -78], [-34, -92], [-20, -72], [-8, -84]),
  line(NEAR, [-520, 66], [-420, 44], [-330, 58], [-240, 76], [-160, 60], [-70, 52], [20, 70]),
  line(NEAR, [-60, 64], [60, 48], [170, 36], [290, 52], [400, 44], [500, 66]),
  ...[-468, -432, -392].flatMap((x, at) => tree(x, 48 - at * 4)),
  ...[290, 336, 384].flatMap((x, at) => tree(x, 42 + at * 3)),
  line(WATER, [-440, 118], [-400, 110], [-360, 119], [-320, 111], [-280, 119]),
  line(WATER, [-250, 156], [-205, 147], [-160, 157], [-115, 148], [-70, 156]),
  line(WATER, [-420, 206], [-370, 197], [-320, 207], [-270, 198], [-220, 206]),
  line(WATER, [150, 214], [200, 205], [250, 215], [300, 206], [350, 214]),
  line(WATER, [270, 128], [310, 120], [350, 129], [390, 121], [430, 128]),
  line(WATER, [-60, 236], [-15, 228], [30, 237], [75, 229], [120, 236]),
]

/** The sun and a boat. */
export const SKY: readonly SketchLine[] = [
  line(
    SUN,
    [196, -206],
    [240, -214],
    [268, -180],
    [258, -138],
    [214, -126],
    [180, -152],
    [188, -196],
    [222, -212],
  ),
  ...[0, 1, 2, 3, 4, 5, 6, 7].map(at => ray((at * Math.PI) / 4)),
  line(INK, [-170, -196], [-152, -212], [-138, -198], [-122, -212], [-106, -198]),
  line(INK, [-84, -232], [-70, -244], [-58, -232], [-46, -243], [-34, -233]),
  line(
    HULL,
    [20, 150],
    [60, 152],
    [120, 151],
    [186, 146],
    [164, 182],
    [110, 190],
    [52, 186],
    [24, 156],
  ),
  line(HULL, [108, 148], [109, 90], [107, 12]),
]

/** The sail, whose last line somebody is drawing. */
export const SAIL_BEGUN: readonly SketchLine[] = [
  line(SAIL, [100, 20], [70, 70], [36, 126], [64, 130], [100, 130]),
]
export const SAIL_GOING_ON: SketchLine = line(SAIL, [116, 22], [150, 70], [176, 118], [168, 126])

function tree(x: number, y: number): SketchLine[] {
  return [
    line(HULL, [x, y + 8], [x + 1, y - 10], [x, y - 26]),
    line(
      NEAR,
      [x, y - 70],
      [x - 16, y - 42],
      [x - 6, y - 42],
      [x - 20, y - 18],
      [x + 20, y - 18],
      [x + 6, y - 42],
      [x + 16, y - 43],
      [x, y - 70],
    ),
  ]
}

function ray(angle: number): SketchLine {
  const [x, y] = [Math.cos(angle), Math.sin(angle)]
  return line(
    SUN,
    [224 + x * 62, -170 + y * 62],
    [224 + x * 76, -170 + y * 76],
    [224 + x * 90, -170 + y * 88],
  )
}

const SAMPLE_PX = 5
const SAMPLE_MS = 12
const TREMOR_PX = 1.1
/** Off the board's middle, so that nothing lies under the style panel. */
const SHIFT: Corner = [52, -78]

/** The line through its points as a pen would leave it. */
export function handDrawn({ through }: SketchLine, random: () => number): Stroke {
  const points = through.slice(1).flatMap((to, at) => piece(through, at, to))
  let [driftX, driftY] = [0, 0]
  return points.map(([x, y], at): PenPoint => {
    // The hand wanders slowly and comes back: a step of noise, of which a fifth is forgotten each time.
    driftX = driftX * 0.8 + (random() - 0.5) * TREMOR_PX
    driftY = driftY * 0.8 + (random() - 0.5) * TREMOR_PX
    return {
      x: SHIFT[0] + x + driftX,
      y: SHIFT[1] + y + driftY,
      pressure: pressureAt(at / points.length),
      atMs: at * SAMPLE_MS,
    }
  })
}

function pressureAt(along: number): number {
  return 0.3 + 0.4 * Math.sin(Math.PI * Math.min(1, 0.1 + along * 0.95))
}

/** A Catmull-Rom spline from the corner at `at` to the next. */
function piece(through: readonly Corner[], at: number, to: Corner): Corner[] {
  const from = through[at] ?? to
  const before = through[at - 1] ?? from
  const after = through[at + 2] ?? to
  const steps = Math.max(2, Math.round(Math.hypot(to[0] - from[0], to[1] - from[1]) / SAMPLE_PX))
  return Array.from({ length: steps }, (_, step): Corner => {
    const t = step / steps
    const along = (axis: 0 | 1): number =>
      spline([before[axis], from[axis], to[axis], after[axis]], t)
    return [along(0), along(1)]
  })
}

function spline([a, b, c, d]: readonly [number, number, number, number], t: number): number {
  const curve = (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t * t * t
  return 0.5 * (2 * b + (c - a) * t + curve)
}

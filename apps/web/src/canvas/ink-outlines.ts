// The outlines of finished ink, as they are painted at a scale: with no more points than show there, and kept
// for as long as there is room. To outline a stroke takes about as long as to fill it.

import { thinInk } from '@inkroom/geometry'
import type { InkHeader } from '@inkroom/protocol'
import { type InkPath, inkPath } from './ink-paint.ts'
import { passingInkShape } from './ink-shape.ts'
import type { SceneStroke } from './scene.ts'

/** Device pixels: points that are nearer to each other show no bend. */
const MIN_STEP_PX = 0.7
/** Of a path, about. */
const BYTES_A_POINT = 60

/** Scales between two powers of 2 share their outlines. */
const levelOf = (scale: number): number => Math.floor(Math.log2(scale))

/** The grid is an eighth of a device pixel or finer at the scale that the stroke was drawn at. */
const drawnLevelOf = ({ gridExponent }: InkHeader): number => gridExponent - 3

/** The level from the scale on that it was drawn at, where all of its points show. */
const wholeLevelOf = (header: InkHeader): number => drawnLevelOf(header) - 1

/** What is erased goes by the index of the points: then none may be left out. */
function levelFor({ header, erased }: SceneStroke, scale: number): number {
  const whole = wholeLevelOf(header)
  return erased.length > 0 ? whole : Math.min(levelOf(scale), whole)
}

interface Outline {
  readonly level: number
  readonly path: InkPath
  readonly pointCount: number
}

/**
 * In two generations: what is asked for is in the young one, and when that has half of the room the old one goes. To
 * know the order of use of each would take as long as making some of them.
 */
export class InkOutlines {
  private young = new Map<SceneStroke, Outline>()
  private old = new Map<SceneStroke, Outline>()
  private readonly maxPoints: number
  private youngPoints = 0

  constructor(maxBytes: number) {
    this.maxPoints = maxBytes / BYTES_A_POINT
  }

  /** The same for every tab: it depends on the stroke and the scale alone. */
  pathOf(stroke: SceneStroke, scale: number): InkPath {
    const level = levelFor(stroke, scale)
    const young = this.young.get(stroke)
    if (young?.level === level) return young.path
    const old = this.old.get(stroke)
    const outline = old?.level === level ? old : outlineOf(stroke, level)
    this.keep(stroke, outline)
    return outline.path
  }

  clear(): void {
    this.young = new Map()
    this.old = new Map()
    this.youngPoints = 0
  }

  private keep(stroke: SceneStroke, outline: Outline): void {
    if (this.youngPoints + outline.pointCount > this.maxPoints / 2) {
      this.old = this.young
      this.young = new Map()
      this.youngPoints = 0
    }
    this.young.set(stroke, outline)
    this.youngPoints += outline.pointCount
  }
}

function outlineOf({ header, points, erased }: SceneStroke, level: number): Outline {
  const all = passingInkShape(header, points)
  const isWhole = level >= wholeLevelOf(header)
  const shape = isWhole ? all : thinInk(all, MIN_STEP_PX / 2 ** level)
  return { level, path: inkPath(shape, erased), pointCount: shape.length }
}

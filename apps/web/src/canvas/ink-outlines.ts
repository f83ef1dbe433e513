// The outlines of finished ink, as they are painted at a scale: with no more points than show there, and kept
// for as long as there is room. To outline a stroke takes about as long as to fill it.

import { type InkPoints, thinInk } from '@inkroom/geometry'
import type { InkHeader } from '@inkroom/protocol'
import { type InkPath, inkPath } from './ink-paint.ts'
import { type SceneStroke, shapeOf } from './scene.ts'

/** Device pixels: points that are nearer to each other show no bend. */
const MIN_STEP_PX = 0.7
/** A path takes some 60 bytes a point: so many are about 40 MB. */
const MAX_POINTS = 600_000

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

export class InkOutlines {
  /** Those out of use for longest first. */
  private readonly outlines = new Map<SceneStroke, Outline>()
  private readonly maxPoints: number
  private pointCount = 0

  constructor(maxPoints = MAX_POINTS) {
    this.maxPoints = maxPoints
  }

  /** The same for every tab: it depends on the stroke and the scale alone. */
  pathOf(stroke: SceneStroke, scale: number): InkPath {
    const level = levelFor(stroke, scale)
    const known = this.outlines.get(stroke)
    if (known !== undefined) this.forget(stroke, known)
    const outline = known?.level === level ? known : outlineOf(stroke, level)
    this.keep(stroke, outline)
    return outline.path
  }

  clear(): void {
    this.outlines.clear()
    this.pointCount = 0
  }

  private keep(stroke: SceneStroke, outline: Outline): void {
    this.outlines.set(stroke, outline)
    this.pointCount += outline.pointCount
    for (const [oldest, { pointCount }] of this.outlines) {
      if (this.pointCount <= this.maxPoints || oldest === stroke) break
      this.outlines.delete(oldest)
      this.pointCount -= pointCount
    }
  }

  private forget(stroke: SceneStroke, { pointCount }: Outline): void {
    this.outlines.delete(stroke)
    this.pointCount -= pointCount
  }
}

function outlineOf(stroke: SceneStroke, level: number): Outline {
  const all = shapeOf(stroke)
  const { erased } = stroke
  const isWhole = level >= wholeLevelOf(stroke.header)
  const shape: InkPoints = isWhole ? all : thinInk(all, MIN_STEP_PX / 2 ** level)
  return { level, path: inkPath(shape, erased), pointCount: shape.length }
}

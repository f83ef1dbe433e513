// Where the links of a stroke lie, a few to a box, on its own grid: on a dense board most strokes whose boxes an eraser
// meets stay away from it, and to make the shape of one takes many times as long as to see that. Made once a gesture.

import type { Box } from '@inkroom/geometry'
import type { SceneStroke } from '../canvas/scene.ts'

/** In a box. */
const LINKS = 8

export class LinkBoxes {
  readonly pointCount: number
  private readonly header: SceneStroke['header']
  private readonly points: SceneStroke['points']
  /** Left, top, right and bottom of each. */
  private readonly edges: Float64Array

  constructor({ header, points }: Pick<SceneStroke, 'header' | 'points'>) {
    this.pointCount = points.length
    this.header = header
    this.points = points
    const count = Math.max(1, Math.ceil((points.length - 1) / LINKS))
    this.edges = new Float64Array(4 * count)
    for (let i = 0; i < count; i += 1) this.writeBox(i)
  }

  /** Whether any link, in its full width, comes near the box of the world. False only where none touches it. */
  comeNear(world: Box): boolean {
    const { edges } = this
    const reach = reachOnGrid(this.header, world)
    for (let at = 0; at < edges.length; at += 4) {
      const isApart =
        (edges[at] ?? 0) > reach.maxX ||
        (edges[at + 1] ?? 0) > reach.maxY ||
        (edges[at + 2] ?? 0) < reach.minX ||
        (edges[at + 3] ?? 0) < reach.minY
      if (!isApart && this.linksComeNear((at / 4) * LINKS, reach)) return true
    }
    return false
  }

  private writeBox(index: number): void {
    const { xs, ys, length } = this.points
    const first = index * LINKS
    const last = Math.min(first + LINKS, length - 1)
    let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity]
    for (let i = first; i <= last; i += 1) {
      const x = xs[i] ?? 0
      const y = ys[i] ?? 0
      if (x < minX) minX = x
      if (y < minY) minY = y
      if (x > maxX) maxX = x
      if (y > maxY) maxY = y
    }
    this.edges.set([minX, minY, maxX, maxY], 4 * index)
  }

  /** A link is apart where both its ends lie beyond one side. */
  private linksComeNear(first: number, { minX, minY, maxX, maxY }: Box): boolean {
    const { xs, ys, length } = this.points
    const last = Math.min(first + LINKS, length - 1)
    let before = ALL_SIDES
    for (let i = first; i <= last; i += 1) {
      const x = xs[i] ?? 0
      const y = ys[i] ?? 0
      const sides =
        (x < minX ? LEFT : x > maxX ? RIGHT : 0) | (y < minY ? ABOVE : y > maxY ? BELOW : 0)
      if ((before & sides) === 0) return true
      before = sides
    }
    return false
  }
}

const LEFT = 1
const RIGHT = 2
const ABOVE = 4
const BELOW = 8
const ALL_SIDES = LEFT | RIGHT | ABOVE | BELOW

/** In the stroke's own units, and larger by the most that its line may reach beyond its points. */
function reachOnGrid(header: SceneStroke['header'], { minX, minY, maxX, maxY }: Box): Box {
  const scale = 2 ** header.gridExponent
  const reach = header.hasPressure ? header.size : header.size / 2
  return {
    minX: minX * scale - reach,
    minY: minY * scale - reach,
    maxX: maxX * scale + reach,
    maxY: maxY * scale + reach,
  }
}

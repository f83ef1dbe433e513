// Keeps the surface in step with the document: finished ink goes into the scene, unfinished ink is wet.
// A stroke whose author left, or has been silent for long, is shown as if it were finished; if it goes on
// after all, it is wet again.

import type { InkObject } from '@inkroom/document'
import { dequantize } from '@inkroom/geometry'
import type { AuthorId, ObjectId } from '@inkroom/protocol'
import { GrowingInk } from './growing-ink.ts'
import { inkShape } from './ink-shape.ts'
import type { SceneStroke } from './scene.ts'
import type { WetStroke } from './wet-layer.ts'
import { wholeShape } from './wet-shape.ts'

/** An author who says nothing for so long is not drawing any more. */
export const STALE_AFTER_MS = 10_000

/** What the follower reads of the document. */
export interface InkSource {
  /** The visible ink of that id, or null. */
  visibleInk(id: ObjectId): InkObject | null
  /** Of all that shows, from the bottom to the top; what is not ink too. */
  allIds(): Iterable<ObjectId>
}

/** Where the follower shows it. */
export interface InkTarget {
  put(strokes: readonly SceneStroke[]): void
  /** It may not be there. */
  remove(id: ObjectId): void
  reset(): void
  requestFrame(): void
}

interface Wet extends WetStroke {
  readonly author: AuthorId
  readonly changedAtMs: number
  readonly ink: GrowingInk
  readonly pointCount: number
}

export interface InkChange {
  readonly changed: Iterable<ObjectId>
  readonly removed: Iterable<ObjectId>
  readonly reset: boolean
}

export interface InkFollowerOptions {
  readonly source: InkSource
  readonly target: InkTarget
  readonly nowMs: () => number
  /** A stroke grew under somebody's pen. */
  readonly onWet: (ink: InkObject) => void
}

export class InkFollower {
  private readonly source: InkSource
  private readonly target: InkTarget
  private readonly nowMs: () => number
  private readonly onWet: InkFollowerOptions['onWet']
  private readonly wet = new Map<ObjectId, Wet>()
  /** Those in the scene that are not finished, with the points that they had. */
  private readonly stale = new Map<ObjectId, number>()

  constructor({ source, target, nowMs, onWet }: InkFollowerOptions) {
    this.source = source
    this.target = target
    this.nowMs = nowMs
    this.onWet = onWet
  }

  get wetStrokes(): Iterable<WetStroke> {
    return this.wet.values()
  }

  follow({ changed, removed, reset }: InkChange): void {
    if (reset) return this.begin()
    for (const id of removed) this.forget(id)
    const finished: SceneStroke[] = []
    for (const id of changed) {
      const ink = this.source.visibleInk(id)
      if (ink === null) this.forget(id)
      else if (ink.isFinished || this.isStale(ink)) finished.push(this.dry(ink))
      else this.moisten(ink)
    }
    if (finished.length > 0) this.target.put(finished)
    this.target.requestFrame()
  }

  /** The strokes of authors who are not here any more are as finished as they will be. */
  keep(authors: ReadonlySet<AuthorId>): void {
    this.dryWhere(stroke => !authors.has(stroke.author))
  }

  /**
   * The same for those that have not changed for long, but for the one in hand: a pen that rests has not
   * been lifted. Call it now and then.
   */
  sweep(inHand: ObjectId | null): void {
    const staleSince = this.nowMs() - STALE_AFTER_MS
    this.dryWhere(({ id, changedAtMs }) => id !== inHand && changedAtMs <= staleSince)
  }

  /** Shows all that the document has, from nothing. */
  begin(): void {
    this.wet.clear()
    this.stale.clear()
    this.target.reset()
    this.follow({ changed: this.source.allIds(), removed: [], reset: false })
  }

  /** It did not go on: something else of it changed, what is erased for instance. */
  private isStale({ id, points }: InkObject): boolean {
    return this.stale.get(id) === points.length
  }

  private forget(id: ObjectId): void {
    this.wet.delete(id)
    this.stale.delete(id)
    this.target.remove(id)
  }

  private dry(ink: InkObject): SceneStroke {
    this.wet.delete(ink.id)
    if (ink.isFinished) this.stale.delete(ink.id)
    else this.stale.set(ink.id, ink.points.length)
    return sceneStrokeOf(ink)
  }

  private moisten(stroke: InkObject): void {
    const { id, header, author, erased, points } = stroke
    this.stale.delete(id)
    const before = this.wet.get(id)
    // It may have been dry, and goes on after all.
    if (before === undefined) this.target.remove(id)
    const grown = grownInk(before?.ink, stroke)
    // What is erased goes by the index of the points, and may lie anywhere on the stroke.
    const shape = erased.length === 0 ? grown.shape() : wholeShape(inkShape(header, points), erased)
    // Whoever erases of it does not keep its author's pen down.
    const isSame = before?.pointCount === points.length
    const changedAtMs = isSame ? before.changedAtMs : this.nowMs()
    const pointCount = points.length
    this.wet.set(id, { id, header, shape, author, changedAtMs, ink: grown, pointCount })
    if (!isSame) this.onWet(stroke)
  }

  private dryWhere(isDry: (stroke: Wet) => boolean): void {
    const dried = Array.from(this.wet.values()).filter(isDry)
    const strokes: SceneStroke[] = []
    for (const { id } of dried) {
      const ink = this.source.visibleInk(id)
      if (ink === null) this.forget(id)
      else strokes.push(this.dry(ink))
    }
    if (strokes.length > 0) this.target.put(strokes)
  }
}

/** A stroke only ever grows, and then what is outlined of it stays; the fold of a board that was sent anew may have another. */
function grownInk(known: GrowingInk | undefined, { header, points }: InkObject): GrowingInk {
  if (known?.follow(points) === true) return known
  const ink = new GrowingInk(header)
  ink.follow(points)
  return ink
}

function sceneStrokeOf({ id, header, points, box, order, erased }: InkObject): SceneStroke {
  const { minX, minY, maxX, maxY } = box
  const width = dequantize(header.size, header.gridExponent)
  // Written out, as there may be a hundred thousand: a spread makes them slower to read.
  return { minX, minY, maxX, maxY, id, header, order, width, points, erased }
}

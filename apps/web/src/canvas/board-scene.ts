// All finished strokes of the board: marks, and the ink that lies above them whatever was there first. What is marked
// stays as readable as it was.

import { type Box, EMPTY_BOX, isEmptyBox, unionBoxes } from '@inkroom/geometry'
import type { ObjectId } from '@inkroom/protocol'
import { Scene, type SceneStroke } from './scene.ts'

export class BoardScene {
  readonly marks = new Scene()
  readonly ink = new Scene()

  get size(): number {
    return this.marks.size + this.ink.size
  }

  get(id: ObjectId): SceneStroke | null {
    return this.ink.get(id) ?? this.marks.get(id)
  }

  /** Those whose boxes meet the box, from the bottom to the top. */
  within(box: Box): SceneStroke[] {
    return [...this.marks.within(box), ...this.ink.within(box)]
  }

  /** The same, in no order: for hit tests. */
  near(box: Box): SceneStroke[] {
    const ink = this.ink.near(box)
    return this.marks.size === 0 ? ink : ink.concat(this.marks.near(box))
  }

  /** Around everything; null when there is nothing. */
  bounds(): Box | null {
    const bounds = unionBoxes(this.marks.bounds() ?? EMPTY_BOX, this.ink.bounds() ?? EMPTY_BOX)
    return isEmptyBox(bounds) ? null : bounds
  }

  clear(): void {
    this.marks.clear()
    this.ink.clear()
  }
}

export const isMark = ({ header }: Pick<SceneStroke, 'header'>): boolean =>
  header.brush === 'highlighter'

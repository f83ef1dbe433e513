// What ink looks like that is not in the base layer's picture: it grows at its end, or it is whole, and another one
// each time that it changes. Both can say what of them meets a place, and where they differ from what they were.

import {
  type Box,
  boxesIntersect,
  EMPTY_BOX,
  type InkPoints,
  inkBox,
  NO_RANGES,
  type OutlineState,
  outlineBox,
  outlineChange,
  type StrokeRange,
  unionBoxes,
} from '@inkroom/geometry'
import { must, unreachable } from '@inkroom/protocol'
import { type InkPath, inkPath } from './ink-paint.ts'

export type WetShape =
  | {
      readonly kind: 'growing'
      readonly outline: OutlineState<Path2D>
      /** All of them, tail and all: worked out when they are asked for. */
      readonly points: () => InkPoints
    }
  | {
      readonly kind: 'whole'
      readonly path: InkPath
      readonly box: Box
      readonly points: () => InkPoints
    }

export function wholeShape(
  points: InkPoints,
  erased: readonly StrokeRange[] = NO_RANGES,
): WetShape {
  return { kind: 'whole', path: inkPath(points, erased), box: inkBox(points), points: () => points }
}

/** Around all of it, in world units. */
export function boxOfShape(shape: WetShape): Box {
  switch (shape.kind) {
    case 'growing':
      return outlineBox(shape.outline)
    case 'whole':
      return shape.box
    default:
      return unreachable(shape)
  }
}

/** Around all that is otherwise than it was, in world units. */
export function changeOfShape(before: WetShape, after: WetShape): Box {
  if (before.kind === 'growing' && after.kind === 'growing') {
    return outlineChange(before.outline, after.outline)
  }
  if (before.kind === 'whole' && after.kind === 'whole' && before.path === after.path) {
    return EMPTY_BOX
  }
  return unionBoxes(boxOfShape(before), boxOfShape(after))
}

/** What of it may show in a box of the world, as one path, so that it is filled once; null where nothing does. */
export function pathWithin(shape: WetShape, world: Box): InkPath | null {
  switch (shape.kind) {
    case 'growing':
      return outlineWithin(shape.outline, world)
    case 'whole':
      return boxesIntersect(shape.box, world) ? shape.path : null
    default:
      return unreachable(shape)
  }
}

function outlineWithin({ origin, pieces, end }: OutlineState<Path2D>, world: Box): InkPath | null {
  const paths: Path2D[] = []
  for (let i = 0; i < end.pieceCount; i += 1) {
    const piece = must(pieces[i], 'a piece before the end')
    if (boxesIntersect(piece.box, world)) paths.push(piece.path)
  }
  if (boxesIntersect(end.box, world)) paths.push(end.path)
  const [first] = paths
  return first === undefined ? null : { path: joined(first, paths), x: origin.x, y: origin.y }
}

function joined(first: Path2D, all: readonly Path2D[]): Path2D {
  if (all.length === 1) return first
  const path = new Path2D()
  for (const each of all) path.addPath(each)
  return path
}

// Boxes that do not overlap, around boxes that may: what is painted box by box is painted once.

import { type Box, boxesIntersect, isEmptyBox, unionBoxes } from '@inkroom/geometry'

export function mergedBoxes(boxes: Iterable<Box>): readonly Box[] {
  const merged: Box[] = []
  for (const box of boxes) if (!isEmptyBox(box)) mergeIn(merged, box)
  return merged
}

/** What a box grows by may reach others again. */
function mergeIn(merged: Box[], box: Box): void {
  const at = merged.findIndex(other => boxesIntersect(other, box))
  const [met] = at < 0 ? [] : merged.splice(at, 1)
  if (met === undefined) merged.push(box)
  else mergeIn(merged, unionBoxes(met, box))
}

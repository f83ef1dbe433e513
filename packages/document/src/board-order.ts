// Where an object stands among the others: one string to sort by, drawn from its row's birth in room
// order. What is pending was born behind all that is confirmed (see board-view.ts), so it lies on top.

import type { ObjectId, Row } from '@inkroom/protocol'

/** Compares as a string, by code units. No two objects have the same. */
export type BoardOrder = string & { readonly brand: 'board-order' }

/** In base 36 behind the number of its digits: then texts compare as the numbers do. `value` ≥ 0. */
function sortable(value: number): string {
  const digits = value.toString(36)
  return digits.length.toString(36) + digits
}

/** The seq of birth, the place in its batch, and the id for rows that claim the same birth. */
export function boardOrderOf({
  born,
  bornAt,
  id,
}: Pick<Row, 'born' | 'bornAt' | 'id'>): BoardOrder {
  // The birth of the brand.
  return `${sortable(born)}${sortable(bornAt)}${id satisfies ObjectId}` as BoardOrder
}

/** Negative where `a` lies under `b`. For `sort`. */
export function compareOrder(a: BoardOrder, b: BoardOrder): number {
  return a < b ? -1 : a > b ? 1 : 0
}

// The ids that show, in board order. Objects mostly come on top, so the order is kept as they come and
// sorted again only when it was asked for after something came between or left.

import type { ObjectId } from '@inkroom/protocol'
import { type BoardOrder, compareOrder } from './board-order.ts'

interface Shown {
  readonly id: ObjectId
  readonly order: BoardOrder
}

export class VisibleObjects {
  private readonly orders = new Map<ObjectId, BoardOrder>()
  /** Null when it has to be made again. */
  private sorted: Shown[] | null = []

  get size(): number {
    return this.orders.size
  }

  has(id: ObjectId): boolean {
    return this.orders.has(id)
  }

  /** Undefined where it is hidden. */
  orderOf(id: ObjectId): BoardOrder | undefined {
    return this.orders.get(id)
  }

  /** Whether it was visible already. */
  show(id: ObjectId, order: BoardOrder): boolean {
    const before = this.orders.get(id)
    if (before === order) return true
    this.orders.set(id, order)
    const top = this.sorted?.at(-1)
    const isOnTop = top === undefined || compareOrder(top.order, order) < 0
    if (before === undefined && isOnTop) this.sorted?.push({ id, order })
    else this.sorted = null
    return before !== undefined
  }

  /** Whether it was visible. */
  hide(id: ObjectId): boolean {
    const was = this.orders.delete(id)
    if (was) this.sorted = null
    return was
  }

  clear(): void {
    this.orders.clear()
    this.sorted = []
  }

  *inOrder(): Iterable<ObjectId> {
    this.sorted ??= Array.from(this.orders, ([id, order]) => ({ id, order })).toSorted((a, b) =>
      compareOrder(a.order, b.order),
    )
    for (const { id } of this.sorted) yield id
  }

  /** The uppermost of some ids that may or may not be visible. */
  topOf(ids: Iterable<ObjectId>): ObjectId | null {
    let top: Shown | null = null
    for (const id of ids) {
      const order = this.orders.get(id)
      if (order === undefined || (top !== null && compareOrder(order, top.order) < 0)) continue
      top = { id, order }
    }
    return top?.id ?? null
  }
}

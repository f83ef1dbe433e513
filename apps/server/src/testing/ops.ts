// Ops for tests, short to write.

import type { CreateOp, ExtendOp, ObjectId, RemoveOp, RestoreOp, SetOp } from '@inkroom/protocol'

/** `count` bytes that differ with the seed. */
export function bodyOf(seed: number, count = 8): Uint8Array {
  return Uint8Array.from({ length: count }, (_, index) => (seed * 31 + index * 7) & 0xff)
}

export function create(n: number, body = bodyOf(n), last = true): CreateOp {
  return { kind: 'create', n, page: 0, parent: null, body, last }
}

export function extend(n: number, at: number, body: Uint8Array, last = false): ExtendOp {
  return { kind: 'extend', n, at, body, last }
}

export function set(id: ObjectId, value: Uint8Array, field = 1): SetOp {
  return { kind: 'set', id, field, value, over: null }
}

export function remove(...ids: readonly ObjectId[]): RemoveOp {
  return { kind: 'remove', ids }
}

export function restore(counter: number): RestoreOp {
  return { kind: 'restore', counter }
}

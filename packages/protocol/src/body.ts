// An object's body: bytes that only ever grow at the end. A Body is a value: appending makes a new one
// and leaves the old as it was, yet both share one buffer, so a stroke of n extends costs O(n) bytes
// in all. The trick is that of Go's slices, with a claim: only the value that ends at the buffer's
// claimed end may grow in place; any other copies first.

import { LANES_START, type Lanes, mixBytes } from './hashes.ts'

interface Shared {
  bytes: Uint8Array
  claimed: number
}

export interface Body {
  readonly shared: Shared
  readonly length: number
  /** Running hash of the bytes so far. */
  readonly lanes: Lanes
}

const NOTHING: Shared = { bytes: new Uint8Array(0), claimed: 0 }
export const EMPTY_BODY: Body = { shared: NOTHING, length: 0, lanes: LANES_START }

/** The bytes, as a view that stays valid: what is appended later goes behind it. */
export function bodyBytes(body: Body): Uint8Array {
  return body.shared.bytes.subarray(0, body.length)
}

/** Undefined where there is none. A view for a single byte would cost more than all that is done with it. */
export function firstByteOf({ shared, length }: Body): number | undefined {
  return length === 0 ? undefined : shared.bytes[0]
}

/** The bytes from `at` on, as a view. */
export function bodyTail(body: Body, at: number): Uint8Array {
  return body.shared.bytes.subarray(at, body.length)
}

function withRoomFor(body: Body, count: number): Shared {
  const { shared, length } = body
  const fits = shared.claimed === length && length + count <= shared.bytes.length
  if (fits) return shared
  // The first bytes are kept to size (most objects never grow); from then on capacity doubles.
  const capacity = length === 0 ? count : Math.max(64, (length + count) * 2)
  const bytes = new Uint8Array(capacity)
  bytes.set(bodyBytes(body))
  return { bytes, claimed: length }
}

/** A body over these very bytes, not a copy: nobody may change them afterwards. */
export function bodyOver(bytes: Uint8Array): Body {
  if (bytes.length === 0) return EMPTY_BODY
  const shared: Shared = { bytes, claimed: bytes.length }
  return { shared, length: bytes.length, lanes: mixBytes(LANES_START, bytes) }
}

/** Whether another value of the same buffer has appended these very bytes here already. */
function holdsAlready({ shared, length }: Body, bytes: Uint8Array): boolean {
  if (shared.claimed < length + bytes.length) return false
  for (let i = 0; i < bytes.length; i += 1) if (shared.bytes[length + i] !== bytes[i]) return false
  return true
}

export function appendBody(body: Body, bytes: Uint8Array): Body {
  if (bytes.length === 0) return body
  const length = body.length + bytes.length
  // A batch is folded twice by its author: pending, then confirmed. Both then stand in one buffer.
  if (holdsAlready(body, bytes)) {
    return { shared: body.shared, length, lanes: mixBytes(body.lanes, bytes) }
  }
  const shared = withRoomFor(body, bytes.length)
  shared.bytes.set(bytes, body.length)
  shared.claimed = length
  return { shared, length, lanes: mixBytes(body.lanes, bytes) }
}

// The numbers of ink: varints of at most 28 bits in their shortest form, signed ones zigzag. Nearly all take a byte,
// and there are three for each point: so small-integer arithmetic does for them, nothing is allocated, and what is
// no number is told by a value below 0, not by an exception.

export const MAX_NUMBER_BYTES = 4
export const MAX_NUMBER = 2 ** (7 * MAX_NUMBER_BYTES) - 1
/** More than 2^27 grid units of change between two points would not fit a number: no pen does that. */
const MAX_CHANGE = 2 ** (7 * MAX_NUMBER_BYTES - 1) - 1

/** What `numberAt` finds where there is no number: the bytes end within it, or it is none. */
export const INCOMPLETE = -1
export const BAD = -2

/** Writes 0 to MAX_NUMBER, and gives where the next one begins. */
export function putNumber(bytes: Uint8Array, start: number, value: number): number {
  let at = start
  let rest = value
  while (rest > 0x7f) {
    bytes[at++] = (rest & 0x7f) | 0x80
    rest >>>= 7
  }
  bytes[at++] = rest
  return at
}

export function numberAt(bytes: Uint8Array, start: number): number {
  let value = 0
  for (let i = 0; i < MAX_NUMBER_BYTES; i += 1) {
    // Past the end nothing is read: that would make all reads slow.
    if (start + i >= bytes.length) return INCOMPLETE
    const byte = byteAt(bytes, start + i)
    value |= (byte & 0x7f) << (7 * i)
    if (byte < 0x80) return byte === 0 && i > 0 ? BAD : value
  }
  return BAD
}

/** How many bytes a number took: one value has one form. */
export const sizeOf = (value: number): number =>
  value < 0x80 ? 1 : value < 0x4000 ? 2 : value < 0x20_0000 ? 3 : 4

/** Reads as many numbers as `into` holds, and gives where the next one begins, or why there are fewer. */
export function readNumbers(bytes: Uint8Array, start: number, into: Int32Array): number {
  let at = start
  for (let i = 0; i < into.length; i += 1) {
    const number = numberAt(bytes, at)
    if (number < 0) return number
    into[i] = number
    at += sizeOf(number)
  }
  return at
}

/** Writes a signed number. */
export function putChange(bytes: Uint8Array, at: number, value: number): number {
  if ((value | 0) !== value || value < -64 || value > 63) return putLongChange(bytes, at, value)
  bytes[at] = (value << 1) ^ (value >> 31)
  return at + 1
}

function putLongChange(bytes: Uint8Array, at: number, value: number): number {
  const fits = (value | 0) === value && Math.abs(value) <= MAX_CHANGE
  if (!fits) throw new Error(`assertion failed: a change of ${value} between two points`)
  return putNumber(bytes, at, (value << 1) ^ (value >> 31))
}

/** The signed number that was written as this one. */
export const changeOf = (number: number): number => (number >>> 1) ^ -(number & 1)

export function byteAt(bytes: Uint8Array, at: number): number {
  // The cast: noUncheckedIndexedAccess adds `undefined` to every read, and cannot see the caller's bound.
  return bytes[at] as number
}

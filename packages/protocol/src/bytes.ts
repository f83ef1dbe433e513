// Cursors over bytes: a Writer that grows, a Reader that never reads past its end.
// Numbers are LEB128 varints of at most 53 bits in their shortest form, signed ones zigzag.

import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import { ProtocolError } from './protocol-error.ts'

export { bytesToHex, hexToBytes, utf8ToBytes }

const MAX_VARINT_BYTES = 8 // 8 × 7 = 56 bits hold every safe integer

export class Writer {
  private buffer: Uint8Array
  private end = 0

  constructor(initialBytes = 64) {
    this.buffer = new Uint8Array(initialBytes)
  }

  get length(): number {
    return this.end
  }

  private reserve(count: number): void {
    if (this.end + count <= this.buffer.length) return
    const grown = new Uint8Array(Math.max(this.buffer.length * 2, this.end + count))
    grown.set(this.buffer.subarray(0, this.end))
    this.buffer = grown
  }

  byte(value: number): void {
    this.reserve(1)
    this.buffer[this.end++] = value
  }

  /** `value` is a safe integer ≥ 0. */
  varint(value: number): void {
    // Not `assert`: its message would be built for every number written.
    if (!Number.isSafeInteger(value) || value < 0) throw new Error(`assertion failed: ${value}`)
    this.reserve(MAX_VARINT_BYTES)
    let rest = value
    while (rest > 0x7fff_ffff) {
      this.buffer[this.end++] = (rest % 0x80) | 0x80
      rest = Math.floor(rest / 0x80)
    }
    while (rest > 0x7f) {
      this.buffer[this.end++] = (rest & 0x7f) | 0x80
      rest >>>= 7
    }
    this.buffer[this.end++] = rest
  }

  /** `value` is an integer of at most 52 bits and a sign. */
  zigzag(value: number): void {
    this.varint(value >= 0 ? value * 2 : -value * 2 - 1)
  }

  u32(value: number): void {
    this.reserve(4)
    for (let shift = 24; shift >= 0; shift -= 8) this.buffer[this.end++] = (value >>> shift) & 0xff
  }

  bytes(value: Uint8Array): void {
    this.reserve(value.length)
    this.buffer.set(value, this.end)
    this.end += value.length
  }

  sized(value: Uint8Array): void {
    this.varint(value.length)
    this.bytes(value)
  }

  text(value: string): void {
    this.sized(utf8ToBytes(value))
  }

  hex(value: string): void {
    this.bytes(hexToBytes(value))
  }

  /** A copy of what was written. */
  finish(): Uint8Array {
    return this.buffer.slice(0, this.end)
  }
}

export class Reader {
  private readonly buffer: Uint8Array
  private at: number

  constructor(buffer: Uint8Array, at = 0) {
    this.buffer = buffer
    this.at = at
  }

  get offset(): number {
    return this.at
  }

  get remaining(): number {
    return this.buffer.length - this.at
  }

  byte(): number {
    const value = this.buffer[this.at]
    if (value === undefined) throw new ProtocolError('truncated', `no byte at ${this.at}`)
    this.at += 1
    return value
  }

  varint(): number {
    const first = this.byte()
    return first < 0x80 ? first : this.longVarint(first & 0x7f)
  }

  private longVarint(first: number): number {
    let value = first
    let scale = 0x80
    for (let i = 1; i < MAX_VARINT_BYTES; i += 1) {
      const byte = this.byte()
      value += (byte & 0x7f) * scale
      if (byte < 0x80) {
        if (byte > 0 && Number.isSafeInteger(value)) return value
        break
      }
      scale *= 0x80
    }
    throw new ProtocolError('varint', `before ${this.at}`)
  }

  /** A varint of at most `max`, else `range`: the guard in front of every count and length. */
  varintUpTo(max: number, what: string): number {
    const value = this.varint()
    if (value > max) throw new ProtocolError('range', `${what} ${value} is more than ${max}`)
    return value
  }

  zigzag(): number {
    const value = this.varint()
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2
  }

  /** A byte of flags: bits that mean nothing are an error, so that they can be given a meaning. */
  flags(known: number, what: string): number {
    const flags = this.byte()
    if ((flags & ~known) !== 0) throw new ProtocolError('unknown-value', `${what} flags ${flags}`)
    return flags
  }

  u32(): number {
    let value = 0
    for (let i = 0; i < 4; i += 1) value = (value << 8) | this.byte()
    return value >>> 0
  }

  /** A view, not a copy, of the next `count` bytes. */
  bytes(count: number): Uint8Array {
    if (count > this.remaining) {
      throw new ProtocolError('truncated', `${count} bytes at ${this.at}, ${this.remaining} there`)
    }
    const view = this.buffer.subarray(this.at, this.at + count)
    this.at += count
    return view
  }

  sized(maxBytes: number, what: string): Uint8Array {
    return this.bytes(this.varintUpTo(maxBytes, what))
  }

  text(maxBytes: number, what: string): string {
    return decodeText(this.sized(maxBytes, what))
  }

  hex(count: number): string {
    return bytesToHex(this.bytes(count))
  }

  /** All that is left, as a view. */
  rest(): Uint8Array {
    return this.bytes(this.remaining)
  }

  expectEnd(): void {
    if (this.remaining > 0) throw new ProtocolError('trailing', `${this.remaining} bytes`)
  }
}

// TextDecoder is in browsers and in Node, but in no ECMAScript lib; only what is used is declared.
declare const TextDecoder: new (
  label: 'utf-8',
  options: { fatal: true; ignoreBOM: true },
) => { decode(bytes: Uint8Array): string }

// A byte order mark is text like any other: dropped, a text would not come out as it went in.
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

export function decodeText(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes)
  } catch {
    throw new ProtocolError('text', 'not UTF-8')
  }
}

export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index])
}

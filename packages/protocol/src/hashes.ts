// Two kinds of hash. SHA-256, cut to 64 bits, where histories are compared: a batch's digest and the
// room's chain. A fast 2 × 32-bit mix where state is compared: it must be cheap at each appended byte
// and need only notice accidents, since whoever could forge it may draw on the board anyway.

import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, hexToBytes, Writer } from './bytes.ts'
import type { AuthorId, PersonId, RoomId } from './ids.ts'

const SHORT_HASH_BYTES = 8

/** 64 bits of SHA-256 over a batch's bytes, as 16 hex digits. */
export type BatchDigest = string & { readonly brand: 'batch-digest' }
/** 64 bits that name a whole history up to a seq, as 16 hex digits. */
export type ChainHash = string & { readonly brand: 'chain-hash' }

const shortSha256 = (bytes: Uint8Array): string =>
  bytesToHex(sha256(bytes).subarray(0, SHORT_HASH_BYTES))

// The casts below are the birth of each brand.

export function batchDigestOf(bytes: Uint8Array): BatchDigest {
  return shortSha256(bytes) as BatchDigest
}

/** The chain before a room's first batch: it names the room, so two rooms never share a history. */
export function chainStart(room: RoomId): ChainHash {
  return room as string as ChainHash
}

export interface ChainLink {
  readonly author: AuthorId
  readonly person: PersonId
  readonly counter: number
  readonly digest: BatchDigest
}

export function nextChain(previous: ChainHash, link: ChainLink): ChainHash {
  const w = new Writer(48)
  w.bytes(hexToBytes(previous))
  w.hex(link.author)
  w.hex(link.person)
  w.varint(link.counter)
  w.hex(link.digest)
  return shortSha256(w.finish()) as ChainHash
}

/** Two independent 32-bit lanes. */
export interface Lanes {
  readonly a: number
  readonly b: number
}

// FNV-1a's prime in one lane, another odd constant of like bit spread in the other, so that the lanes
// do not collide together.
const PRIME_A = 0x01000193
const PRIME_B = 0x01000a4d
export const LANES_START: Lanes = { a: 0x811c9dc5, b: 0x9747b28c }

/** FNV-1a over `bytes`, going on from `lanes`: hashing in pieces equals hashing the whole. */
export function mixBytes(lanes: Lanes, bytes: Uint8Array): Lanes {
  let { a, b } = lanes
  const { length } = bytes
  for (let i = 0; i < length; i += 1) {
    // The cast: the bound is right above.
    const byte = bytes[i] as number
    a = Math.imul(a ^ byte, PRIME_A)
    b = Math.imul(b ^ byte, PRIME_B)
  }
  return { a: a >>> 0, b: b >>> 0 }
}

/** The avalanche of MurmurHash3: each bit of the input reaches each bit of the result. */
function avalanche(lane: number): number {
  let h = lane
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}

/** A running mix of numbers and ids, for the hash of a row. */
export class LaneMixer {
  private a = LANES_START.a | 0
  private b = LANES_START.b | 0

  /** Anew: one mixer does for all, or each row on the board would cost an object more. */
  begin(): void {
    this.a = LANES_START.a | 0
    this.b = LANES_START.b | 0
  }

  private word(word: number): void {
    const a = Math.imul(this.a ^ word, PRIME_A)
    const b = Math.imul(this.b ^ word, PRIME_B)
    // A multiply carries only upwards: the rotation brings high bits down again.
    this.a = (a << 13) | (a >>> 19)
    this.b = (b << 17) | (b >>> 15)
  }

  /** Any safe integer. */
  number(value: number): void {
    this.word(value | 0)
    this.word(Math.floor(value / 0x1_0000_0000) | 0)
  }

  /** An id: ASCII, four characters a word (behind its end, NaN counts as 0). */
  id(value: string): void {
    for (let i = 0; i < value.length; i += 4) {
      const low = value.charCodeAt(i) | (value.charCodeAt(i + 1) << 8)
      this.word(low | (value.charCodeAt(i + 2) << 16) | (value.charCodeAt(i + 3) << 24))
    }
    this.word(value.length)
  }

  lanes(value: Lanes): void {
    this.word(value.a)
    this.word(value.b)
  }

  finish(): Lanes {
    return { a: avalanche(this.a), b: avalanche(this.b ^ this.a) }
  }
}

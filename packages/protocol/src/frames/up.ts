// All frames that a client sends. The first byte is the type: 0x01–0x0f control, 0x10–0x1f ops,
// 0x20–0x2f ephemeral. Numbers are never used again for something else.

import { unreachable } from '../assert.ts'
import { Reader, Writer } from '../bytes.ts'
import type { StateDigest } from '../image.ts'
import { MAX_EPHEMERAL_BYTES, MAX_EPHEMERAL_KINDS, MAX_FRAME_BYTES } from '../limits.ts'
import { ProtocolError } from '../protocol-error.ts'
import { PROTOCOL_VERSION } from '../version.ts'
import {
  type Hello,
  type Profile,
  readHello,
  readHelloVersion,
  readProfile,
  writeHello,
  writeProfile,
} from './hello.ts'

const HELLO = 0x01
const PROFILE = 0x02
const PROBE = 0x03
const HEAL = 0x04
const BATCH = 0x10
const EPHEMERAL = 0x20

/** A hello of another version: all that can be known of it. */
export interface ForeignHello {
  readonly type: 'foreign-hello'
  readonly version: number
}

/** Shown otherwise from now on. */
export interface ProfileFrame {
  readonly type: 'profile'
  readonly profile: Profile
}

/** Asks for a beat at once: is the link alive? */
export interface Probe {
  readonly type: 'probe'
}

/** At this seq the client's state digest is another than the server's: it asks for a snapshot. */
export interface Heal {
  readonly type: 'heal'
  readonly seq: number
  readonly digest: StateDigest
}

/**
 * One batch. Its counter is not written: a connection's first batch has the one after the welcome's
 * `settled`, and each batch behind it the next.
 */
export interface BatchFrame {
  readonly type: 'batch'
  readonly bytes: Uint8Array
}

/** Latest wins by kind, never stored. */
export interface EphemeralUp {
  readonly type: 'ephemeral'
  readonly kind: number
  readonly body: Uint8Array
}

export type UpFrame = Hello | ForeignHello | ProfileFrame | Probe | Heal | BatchFrame | EphemeralUp
/** What a client of this version may say. */
export type SentUpFrame = Exclude<UpFrame, ForeignHello>

export function writeDigest(w: Writer, digest: StateDigest): void {
  w.u32(digest.a)
  w.u32(digest.b)
}

export function readDigest(r: Reader): StateDigest {
  const a = r.u32()
  return { a, b: r.u32() }
}

export function encodeUp(frame: SentUpFrame): Uint8Array {
  const w = new Writer()
  switch (frame.type) {
    case 'hello':
      w.byte(HELLO)
      writeHello(w, frame)
      break
    case 'profile':
      w.byte(PROFILE)
      writeProfile(w, frame.profile)
      break
    case 'probe':
      w.byte(PROBE)
      break
    case 'heal':
      w.byte(HEAL)
      w.varint(frame.seq)
      writeDigest(w, frame.digest)
      break
    case 'batch':
      w.byte(BATCH)
      w.bytes(frame.bytes)
      break
    case 'ephemeral':
      w.byte(EPHEMERAL)
      w.varint(frame.kind)
      w.bytes(frame.body)
      break
    default:
      unreachable(frame)
  }
  return w.finish()
}

function readHelloOf(r: Reader): Hello | ForeignHello {
  const version = readHelloVersion(r)
  if (version === PROTOCOL_VERSION) return readHello(r, version)
  r.rest()
  return { type: 'foreign-hello', version }
}

function readHeal(r: Reader): Heal {
  const seq = r.varint()
  return { type: 'heal', seq, digest: readDigest(r) }
}

function readEphemeral(r: Reader): EphemeralUp {
  const kind = r.varintUpTo(MAX_EPHEMERAL_KINDS - 1, 'ephemeral kind')
  if (r.remaining > MAX_EPHEMERAL_BYTES) throw new ProtocolError('range', 'ephemeral body')
  return { type: 'ephemeral', kind, body: r.rest() }
}

function readUp(r: Reader): UpFrame {
  const type = r.byte()
  switch (type) {
    case HELLO:
      return readHelloOf(r)
    case PROFILE:
      return { type: 'profile', profile: readProfile(r) }
    case PROBE:
      return { type: 'probe' }
    case HEAL:
      return readHeal(r)
    case BATCH:
      return { type: 'batch', bytes: r.rest() }
    case EPHEMERAL:
      return readEphemeral(r)
    default:
      throw new ProtocolError('unknown-frame', `type ${type}`)
  }
}

/** @throws {ProtocolError} Batch and ephemeral bytes are views of `bytes`. */
export function decodeUp(bytes: Uint8Array): UpFrame {
  if (bytes.length > MAX_FRAME_BYTES) throw new ProtocolError('range', 'frame too large')
  const r = new Reader(bytes)
  const frame = readUp(r)
  r.expectEnd()
  return frame
}

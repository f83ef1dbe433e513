// Up, first of all: who connects, to which board, and what it already has.

import type { Reader, Writer } from '../bytes.ts'
import type { ChainHash } from '../hashes.ts'
import { PUBLIC_ID_BYTES, type RoomId, readRoomId, readRoomName, SECRET_BYTES } from '../ids.ts'
import {
  MAX_CAPABILITY_BYTES,
  MAX_FLOOR,
  MAX_PALETTE_INDEX,
  MAX_PERSON_NAME_BYTES,
} from '../limits.ts'

/** A place in one room's history. */
export interface Position {
  readonly room: RoomId
  readonly seq: number
  readonly hash: ChainHash
}

/** How a person wants to be shown. */
export interface Profile {
  readonly name: string
  /** Index into the app's palette. */
  readonly color: number
}

export interface Hello {
  readonly type: 'hello'
  readonly version: number
  readonly roomName: string
  /** Secret of this page load; its hash is the author's public id. */
  readonly authorKey: Uint8Array
  /** Secret of this browser; its hash is the person's public id. */
  readonly personKey: Uint8Array
  /** What opens the board beyond its name; empty for none. */
  readonly capability: Uint8Array
  readonly profile: Profile
  /** The lowest batch counter that this client still holds, or would use next. */
  readonly floor: number
  /** What it already has, if anything. */
  readonly resume: Position | null
}

export function writeProfile(w: Writer, profile: Profile): void {
  w.text(profile.name)
  w.varint(profile.color)
}

export function readProfile(r: Reader): Profile {
  const name = r.text(MAX_PERSON_NAME_BYTES, 'name')
  return { name, color: r.varintUpTo(MAX_PALETTE_INDEX, 'colour') }
}

export function writePosition(w: Writer, position: Position): void {
  w.hex(position.room)
  w.varint(position.seq)
  w.hex(position.hash)
}

export function readPosition(r: Reader): Position {
  const room = readRoomId(r)
  const seq = r.varint()
  return { room, seq, hash: readChainHash(r) }
}

/** A chain hash is any 64 bits. */
export function readChainHash(r: Reader): ChainHash {
  return r.hex(PUBLIC_ID_BYTES) as ChainHash
}

export function writeHello(w: Writer, hello: Hello): void {
  w.varint(hello.version)
  w.text(hello.roomName)
  w.bytes(hello.authorKey)
  w.bytes(hello.personKey)
  w.sized(hello.capability)
  writeProfile(w, hello.profile)
  w.varint(hello.floor)
  w.byte(hello.resume === null ? 0 : 1)
  if (hello.resume !== null) writePosition(w, hello.resume)
}

/** Only the version is read of a hello of another version: what follows may have another shape. */
export function readHelloVersion(r: Reader): number {
  return r.varint()
}

export function readHello(r: Reader, version: number): Hello {
  return {
    type: 'hello',
    version,
    roomName: readRoomName(r),
    authorKey: r.bytes(SECRET_BYTES).slice(),
    personKey: r.bytes(SECRET_BYTES).slice(),
    capability: r.sized(MAX_CAPABILITY_BYTES, 'capability').slice(),
    profile: readProfile(r),
    floor: r.varintUpTo(MAX_FLOOR, 'floor'),
    resume: r.flags(1, 'resume') === 0 ? null : readPosition(r),
  }
}

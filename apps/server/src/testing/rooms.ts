// Boards over a medium that the test can hold, and people on them, without connections.

import { randomBytes } from 'node:crypto'
import { authorIdOf, personIdOf } from '@inkroom/protocol'
import { Member } from '../rooms/member.ts'
import type { Room } from '../rooms/room.ts'
import { type Reservation, RoomRegistry } from '../rooms/room-registry.ts'
import { LogStorage } from '../storage/log-storage.ts'
import type { Medium } from '../storage/medium.ts'
import { MemoryMedium } from '../storage/memory-medium.ts'
import { FakeOutlet } from './fake-outlet.ts'
import { HeldMedium } from './held-medium.ts'
import { ManualClock } from './manual-clock.ts'
import { keyOf } from './wire-client.ts'

export const IDLE_MS = 60_000

export const inMemory = () => new MemoryMedium(randomBytes(16))

/** Commits pass; the test decides what becomes of checkpoints. */
export function passingMedium(): HeldMedium {
  const medium = new HeldMedium(inMemory())
  medium.open = true
  return medium
}

export function roomsOver(medium: Medium = inMemory(), maxRooms = 10_000) {
  const clock = new ManualClock()
  const errors: unknown[] = []
  const storage = new LogStorage({ medium, clock })
  const rooms = new RoomRegistry({
    storage,
    clock,
    ringBytes: 100_000,
    checkpointMs: 15_000,
    roomIdleMs: IDLE_MS,
    maxRooms,
    onError: error => errors.push(error),
    onStorageRead: () => {},
  })
  return { clock, rooms, storage, errors, medium }
}

export async function reserve(rooms: RoomRegistry, name = 'board'): Promise<Reservation> {
  const reservation = await rooms.reserve(name)
  if (reservation === null) throw new Error('there is no place')
  return reservation
}

interface Seated {
  readonly member: Member
  readonly outlet: FakeOutlet
  readonly failures: unknown[]
}

export async function seat(room: Room, number = 1): Promise<Seated> {
  const [author, person] = [authorIdOf(keyOf(number)), personIdOf(keyOf(number + 100))]
  await room.log.admit({ author, person }, 1)
  const outlet = new FakeOutlet()
  const failures: unknown[] = []
  const member = new Member({
    room,
    author,
    person,
    profile: { name: 'Anna', color: 1 },
    floor: 1,
    mayDraw: true,
    outlet,
    bufferedBytes: 100_000,
    terms: () => ({ reconnectSpreadMs: 500, beatMs: 9000 }),
    events: {
      onOutcome: () => {},
      onTooSlow: () => failures.push('too slow'),
      onBehind: () => {},
      onGap: () => {},
      onLive: () => {},
      onError: error => failures.push(error),
    },
  })
  member.join(null)
  return { member, outlet, failures }
}

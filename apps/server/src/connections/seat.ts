// A connection's seat in a room: made of its hello, and what its frames mean there.

import {
  authorIdOf,
  type CloseName,
  type Hello,
  personIdOf,
  type UpFrame,
  unreachable,
} from '@inkroom/protocol'
import { HEAL_FRAMES } from '../bounds.ts'
import { Member } from '../rooms/member.ts'
import type { Outlet } from '../rooms/outlet.ts'
import type { Room } from '../rooms/room.ts'
import type { ConnectionServices } from './connection-services.ts'
import type { Inflow } from './inflow.ts'
import { sweepFrames } from './sweep-frames.ts'

/** The connection, as its seat sees it. */
export interface SeatedConnection {
  readonly services: ConnectionServices
  readonly outlet: Outlet
  readonly inflow: Inflow
  readonly end: (name: CloseName) => void
  readonly fail: (error: unknown) => void
}

/** The author is admitted to the room's log. */
export function seatOf(room: Room, hello: Hello, connection: SeatedConnection): Member {
  const { settings, journal, mayDraw, terms } = connection.services
  const [author, person] = [authorIdOf(hello.authorKey), personIdOf(hello.personKey)]
  const who = { room: room.log.room, author }
  const member: Member = new Member({
    room,
    author,
    person,
    profile: hello.profile,
    floor: hello.floor,
    mayDraw: mayDraw({ room: room.log.name, person }),
    outlet: connection.outlet,
    bufferedBytes: settings.bufferedBytes,
    terms,
    events: {
      onOutcome: outcome => {
        journal.batchEnded(who, outcome)
        connection.inflow.watch(member)
      },
      onTooSlow: () => connection.end('too-slow'),
      onBehind: () => journal.fellBehind(who),
      onGap: () => journal.gap(who),
      onLive: () => {},
      onError: connection.fail,
    },
  })
  return member
}

export function handleSeated(frame: UpFrame, member: Member, connection: SeatedConnection): void {
  switch (frame.type) {
    case 'batch':
      return submit(frame.bytes, member, connection)
    case 'ephemeral':
      return member.say(frame.kind, frame.body)
    case 'profile':
      return member.setProfile(frame.profile)
    case 'probe':
      return member.sendBeat()
    case 'heal':
      return heal(member, connection)
    case 'hello':
    case 'foreign-hello':
      return connection.end('bad-frame')
    default:
      return unreachable(frame)
  }
}

function submit(bytes: Uint8Array, member: Member, { inflow }: SeatedConnection): void {
  const sweeps = member.submit(bytes)
  if (sweeps > 0) inflow.spend(sweeps * sweepFrames(member.rowCount), 0)
  inflow.watch(member)
}

function heal(member: Member, { services, inflow }: SeatedConnection): void {
  services.journal.diverged({ room: member.room, author: member.author })
  member.heal()
  inflow.spend(HEAL_FRAMES, 0)
}

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
import type { Journal, Who } from '../journal.ts'
import { Member, type MemberEvents } from '../rooms/member.ts'
import type { Outlet } from '../rooms/outlet.ts'
import type { Room } from '../rooms/room.ts'
import type { AppendOutcome } from '../storage/storage.ts'
import type { ConnectionServices } from './connection-services.ts'
import type { Inflow } from './inflow.ts'
import { sweepFrames } from './sweep-frames.ts'

/** The connection, as its seat sees it. */
export interface SeatedConnection {
  readonly services: ConnectionServices
  readonly outlet: Outlet
  readonly inflow: Inflow
  end(name: CloseName): void
  fail(error: unknown): void
}

class SeatEvents implements MemberEvents {
  private readonly connection: SeatedConnection
  private readonly who: Who

  constructor(connection: SeatedConnection, who: Who) {
    this.connection = connection
    this.who = who
  }

  onOutcome(outcome: AppendOutcome, member: Member): void {
    this.journal.batchEnded(this.who, outcome)
    this.connection.inflow.watch(member)
  }

  onTooSlow(): void {
    this.connection.end('too-slow')
  }

  onBehind(): void {
    this.journal.fellBehind(this.who)
  }

  onGap(): void {
    this.journal.gap(this.who)
    this.connection.end('too-slow')
  }

  onLive(): void {}

  onError(error: unknown): void {
    this.connection.fail(error)
  }

  private get journal(): Journal {
    return this.connection.services.journal
  }
}

/** The author is admitted to the room's log. */
export function seatOf(room: Room, hello: Hello, connection: SeatedConnection): Member {
  const { settings, mayDraw, terms } = connection.services
  const [author, person] = [authorIdOf(hello.authorKey), personIdOf(hello.personKey)]
  return new Member({
    room,
    author,
    person,
    profile: hello.profile,
    floor: hello.floor,
    mayDraw: mayDraw({ room: room.log.name, person }),
    outlet: connection.outlet,
    bufferedBytes: settings.bufferedBytes,
    terms,
    events: new SeatEvents(connection, { room: room.log.room, author }),
  })
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

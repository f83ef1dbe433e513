// Announces comings and goings. A reload is a leave and a return within seconds, of one and the same visit:
// a leave is told only once its person stayed away, and of one who is back in time neither is told.

import type { PersonId } from '@inkroom/protocol'
import type { Emitter } from './emitter.ts'
import type { Clock } from './environment.ts'
import type { ClientEvents, Going } from './events.ts'
import type { Presence, PresenceChange } from './presence.ts'
import type { Timing } from './timing.ts'

interface Leave {
  readonly going: Going
  cancel(): void
}

export interface NoticesParts {
  readonly clock: Clock
  readonly timing: Pick<Timing, 'leftNoticeMs'>
  readonly events: Emitter<ClientEvents>
  readonly presence: Presence
}

export class ComingNotices {
  private readonly parts: NoticesParts
  /** Gone, and not told yet. */
  private readonly leaves = new Map<PersonId, Leave>()

  constructor(parts: NoticesParts) {
    this.parts = parts
  }

  /** `change` is in the presence already. */
  take({ joined, left }: PresenceChange): void {
    const { events, presence } = this.parts
    for (const going of left) this.wait(going)
    for (const coming of joined) {
      const going = this.cancel(coming.person)
      if (going?.joinedAtMs === coming.atMs) continue
      if (going !== null) this.tell(going)
      events.emit('joined', coming)
    }
    // A full list announces nobody: who is in it came back while the link was down.
    for (const { person } of presence.people) this.cancel(person)
  }

  /** Nothing is told of those who left until now. */
  drop(): void {
    for (const person of Array.from(this.leaves.keys())) this.cancel(person)
  }

  private wait(going: Going): void {
    const { clock, timing } = this.parts
    const cancel = clock.setTimer(() => {
      this.leaves.delete(going.person)
      this.tell(going)
    }, timing.leftNoticeMs)
    this.leaves.set(going.person, { going, cancel })
  }

  private tell(going: Going): void {
    const { events, presence } = this.parts
    events.emit('left', { ...going, count: presence.count })
  }

  private cancel(person: PersonId): Going | null {
    const leave = this.leaves.get(person)
    if (leave === undefined) return null
    leave.cancel()
    this.leaves.delete(person)
    return leave.going
  }
}

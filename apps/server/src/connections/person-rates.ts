// What each person may send, however many tabs, programs and addresses it comes by.

import type { PersonId } from '@inkroom/protocol'
import type { Clock } from '../clock.ts'
import { type SendLimits, SendRate } from './send-rate.ts'

interface PersonRecord {
  readonly rate: SendRate
  connections: number
  cancelDrop: () => void
}

export interface SharedRate {
  readonly rate: SendRate
  /** Its connection has ended. Called once. */
  readonly release: () => void
}

const ignore = (): void => {}

export class PersonRates {
  private readonly clock: Clock
  private readonly sendLimits: SendLimits
  private readonly persons = new Map<PersonId, PersonRecord>()

  constructor(clock: Clock, sendLimits: SendLimits) {
    this.clock = clock
    this.sendLimits = sendLimits
  }

  get size(): number {
    return this.persons.size
  }

  share(person: PersonId): SharedRate {
    const record = this.persons.get(person) ?? this.newRecord()
    this.persons.set(person, record)
    record.cancelDrop()
    record.connections += 1
    return { rate: record.rate, release: () => this.release(person, record) }
  }

  /** Kept until it is as a new one, or to come again would be a way around it. */
  private release(person: PersonId, record: PersonRecord): void {
    record.connections -= 1
    if (record.connections > 0) return
    const waitMs = record.rate.msUntilFull(this.clock.nowMs())
    record.cancelDrop = this.clock.setTimer(() => this.persons.delete(person), waitMs)
  }

  private newRecord(): PersonRecord {
    const rate = new SendRate(this.sendLimits, this.clock.nowMs())
    return { rate, connections: 0, cancelDrop: ignore }
  }
}

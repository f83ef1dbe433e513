// Somebody on a board without a browser: the real client with a document, and a record of all that it saw.

import type { Client, Timing } from '@inkroom/client'
import { connectBoard, drawKey } from '@inkroom/client/node'
import { Document, ObjectMinter } from '@inkroom/document'
import { authorIdOf, type Op, type Profile, personIdOf, type StateDigest } from '@inkroom/protocol'
import { until } from '../src/until.ts'
import { History } from './history.ts'

/** A server that comes back is found at once; one that is down is asked often. */
const IMPATIENT: Partial<Timing> = { backoffBaseMs: 40, backoffCapMs: 80, steadyAfterMs: 0 }

export interface WirePersonOptions {
  readonly url: string
  readonly roomName: string
  readonly timing?: Partial<Timing>
  readonly profile?: Profile
}

export class WirePerson {
  readonly document: Document
  readonly client: Client
  readonly history: History
  readonly minter = new ObjectMinter()
  /** Everything that must not happen, as it happened. */
  readonly troubles: string[] = []
  /** Connections and attempts that ended. */
  losses = 0

  constructor({ url, roomName, timing, profile }: WirePersonOptions) {
    const [authorKey, personKey] = [drawKey(), drawKey()]
    this.document = new Document({ author: authorIdOf(authorKey), person: personIdOf(personKey) })
    this.client = connectBoard({
      url,
      roomName,
      authorKey,
      personKey,
      replica: this.document,
      profile: profile ?? { name: 'Wire', color: 2 },
      timing: { ...IMPATIENT, ...timing },
    })
    this.history = new History(this.client)
    this.client.on('lost', () => {
      this.losses += 1
    })
    this.client.on('error', ({ error }) => this.troubles.push(`error: ${String(error)}`))
    this.client.on('diverged', ({ seq }) => this.troubles.push(`diverged at ${seq}`))
    this.client.on('refused', ({ counter, refusal }) => {
      this.troubles.push(`refused ${counter}: ${refusal}`)
    })
  }

  get digest(): StateDigest {
    return this.document.digest
  }

  get isLive(): boolean {
    return this.client.state.kind === 'live'
  }

  async live(): Promise<this> {
    await until('live', () => this.isLive)
    return this
  }

  /** Submits one batch. */
  submit(...ops: readonly Op[]): void {
    const { kind } = this.client.submit(ops)
    if (kind !== 'queued') this.troubles.push(`not taken: ${kind}`)
  }

  close(): void {
    this.client.close()
  }
}

/** Until nobody has anything unsettled and all are at the same seq. */
export async function atRest(...people: readonly WirePerson[]): Promise<void> {
  await until(
    'all is saved and seen by all',
    () => {
      const isSaved = people.every(({ client, isLive }) => isLive && client.unsettledCount === 0)
      return isSaved && new Set(people.map(({ client }) => client.seq)).size === 1
    },
    120_000,
  )
}

// A client without a server: it takes work until it is told not to, and says what a test has it say.

import type { Client, ClientEvents, ClientState, HeldWork, SubmitResult } from '@inkroom/client'
import type { Document } from '@inkroom/document'
import {
  type AuthorId,
  type Batch,
  encodeOps,
  type Op,
  type PersonHere,
  type PersonId,
  personIdOf,
  unreachable,
} from '@inkroom/protocol'

type Answer = Exclude<SubmitResult['kind'], 'queued'> | null

export class FakeClient {
  readonly person: PersonId = personIdOf(new Uint8Array(16).fill(9))
  readonly taken: Batch[] = []
  /** Why nothing more is taken; null while it is. */
  refuses: Answer = null
  state: ClientState = { kind: 'live', attempt: 1, sinceMs: 0 }
  unsettledCount = 0
  isKept = true
  heldWork: readonly HeldWork[] = []
  people: readonly PersonHere[] = []
  peopleCount = 0
  readonly ephemerals: { readonly kind: number; readonly body: Uint8Array }[] = []
  private readonly document: Document | null
  private readonly listeners: { name: string; listener: (event: never) => void }[] = []

  constructor(document: Document | null = null) {
    this.document = document
  }

  submit(ops: readonly Op[]): SubmitResult {
    const bytes = encodeOps(ops)
    switch (this.refuses) {
      case 'full':
        return { kind: 'full' }
      case 'stopped':
        return { kind: 'stopped' }
      case 'too-large':
        return { kind: 'too-large', ops: ops.length, bytes: bytes.length, maxBytes: 0 }
      case null:
        return this.take(ops, bytes)
      default:
        return unreachable(this.refuses)
    }
  }

  sendEphemeral(kind: number, body: Uint8Array): void {
    this.ephemerals.push({ kind, body })
  }

  discardHeld(author: AuthorId): void {
    this.heldWork = this.heldWork.filter(held => held.author !== author)
  }

  readonly on: Client['on'] = (name, listener) => {
    this.listeners.push({ name, listener })
    return () => undefined
  }

  say<Name extends keyof ClientEvents>(name: Name, event: ClientEvents[Name]): void {
    for (const each of this.listeners) {
      // `on` ties a listener to its name's events, which the list of all of them cannot express.
      if (each.name === name) each.listener(event as never)
    }
  }

  /** Stands elsewhere, and says so. */
  go(state: ClientState): void {
    this.state = state
    this.say('state', state)
  }

  waitsFor(count: number): void {
    this.unsettledCount = count
    this.say('unsettled', { count })
  }

  private take(ops: readonly Op[], bytes: Uint8Array): SubmitResult {
    const counter = this.taken.length + 1
    const author = this.document?.author
    if (author === undefined) throw new Error('a client that takes work has a document')
    const batch = { author, counter, ops, bytes }
    this.taken.push(batch)
    this.document?.pend(batch)
    return { kind: 'queued', batch }
  }
}

// One tab of a person in the model: a real client with a document, and all that it was told.

import { Client, type Environment } from '@inkroom/client'
import { keepIn } from '@inkroom/client/keeping'
import { Document, ObjectMinter } from '@inkroom/document'
import { type AuthorId, authorIdOf, type Batch, type Op, personIdOf } from '@inkroom/protocol'
import { History, type Sight } from '../history.ts'
import type { ModelPage } from './model-store.ts'

export interface ModelTabOptions {
  readonly environment: Environment
  readonly page: ModelPage
  /** As the model numbers people. */
  readonly by: number
  readonly authorKey: Uint8Array
  readonly personKey: Uint8Array
}

export class ModelTab {
  readonly document: Document
  readonly client: Client
  readonly history: History
  readonly minter = new ObjectMinter()
  readonly submitted: Batch[] = []
  /** What it was told of, its own and what it sent for tabs that are gone. */
  readonly refused: { readonly author: AuthorId; readonly counter: number }[] = []
  /** Own counters that may have ended nowhere: what took them away is told. */
  readonly excused = new Set<number>()
  readonly by: number
  /** Own objects, with the length of their bodies. */
  readonly objects: { readonly n: number; length: number }[] = []
  readonly troubles: string[] = []
  isClosed = false
  private readonly page: ModelPage
  /** How much had been seen when it was told that the board had gone back. */
  private newHistoryAt = 0

  constructor({ environment, page, by, authorKey, personKey }: ModelTabOptions) {
    this.page = page
    this.by = by
    this.document = new Document({ author: authorIdOf(authorKey), person: personIdOf(personKey) })
    this.client = new Client({
      environment,
      url: 'ws://board.test/ws',
      roomName: 'model',
      replica: this.document,
      authorKey,
      personKey,
      profile: { name: 'Model', color: 1 },
      keepWork: keepIn(page),
    })
    this.history = new History(this.client)
    this.listen()
    this.client.connect()
  }

  /** What it saw since the board last went back, as it was told; all of it where it never did. */
  get sights(): readonly Sight[] {
    return this.history.sights.slice(this.newHistoryAt)
  }

  get wasTold(): boolean {
    return this.newHistoryAt > 0
  }

  get isAtRest(): boolean {
    return this.client.state.kind === 'live' && this.client.unsettledCount === 0
  }

  readonly submit = (ops: readonly Op[]): Batch => {
    const result = this.client.submit(ops)
    if (result.kind !== 'queued') throw new Error(`not taken: ${result.kind}`)
    this.submitted.push(result.batch)
    return result.batch
  }

  /** Own counters of which it does not know yet what becomes of them. */
  get held(): readonly number[] {
    const ended = new Set(this.history.settled)
    for (const { author, counter } of this.refused)
      if (author === this.client.author) ended.add(counter)
    return this.submitted.map(({ counter }) => counter).filter(counter => !ended.has(counter))
  }

  /** As a page is left: it is told so first. */
  quit(): void {
    this.client.suspend()
    this.crash()
  }

  /** From one moment to the next: it stores nothing more and hears nothing more. */
  crash(): void {
    this.isClosed = true
    this.page.end()
    this.client.close()
  }

  private listen(): void {
    const { client, troubles } = this
    client.on('history-replaced', () => {
      this.newHistoryAt = this.history.sights.length
    })
    client.on('refused', ({ author, counter }) => {
      const isOwn = author === client.author
      // The same work of another tab is sent again where the store would not let go of it.
      if (isOwn && !this.held.includes(counter)) troubles.push(`${counter} ended twice`)
      this.refused.push({ author, counter })
    })
    client.on('orphan-blocked', ({ reason }) => troubles.push(`found work is blocked: ${reason}`))
    client.on('error', ({ error }) => troubles.push(`error: ${String(error)}`))
    client.on('diverged', ({ seq }) => troubles.push(`diverged at ${seq}`))
    client.on('board-replaced', () => troubles.push('another board'))
    client.on('state', state => {
      if (state.kind === 'stopped' && state.reason !== 'closed') troubles.push(state.reason)
    })
  }
}

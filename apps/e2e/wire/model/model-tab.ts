// One tab of a person in the model: a real client with a document, and all that it was told.

import { Client, type Environment } from '@inkroom/client'
import { Document, ObjectMinter } from '@inkroom/document'
import { authorIdOf, type Batch, type Op, personIdOf, type Refusal } from '@inkroom/protocol'
import { History, type Sight } from '../history.ts'

export interface ModelTabOptions {
  readonly environment: Environment
  readonly authorKey: Uint8Array
  readonly personKey: Uint8Array
}

export class ModelTab {
  readonly document: Document
  readonly client: Client
  readonly history: History
  readonly minter = new ObjectMinter()
  readonly submitted: Batch[] = []
  readonly refused = new Map<number, Refusal>()
  /** Own objects, with the length of their bodies. */
  readonly objects: { readonly n: number; length: number }[] = []
  readonly troubles: string[] = []
  isClosed = false
  /** How much had been seen when it was told that the board had gone back. */
  private newHistoryAt = 0

  constructor({ environment, authorKey, personKey }: ModelTabOptions) {
    this.document = new Document({ author: authorIdOf(authorKey), person: personIdOf(personKey) })
    this.client = new Client({
      environment,
      url: 'ws://board.test/ws',
      roomName: 'model',
      replica: this.document,
      authorKey,
      personKey,
      profile: { name: 'Model', color: 1 },
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

  close(): void {
    this.isClosed = true
    this.client.close()
  }

  private listen(): void {
    const { client, troubles } = this
    client.on('history-replaced', () => {
      this.newHistoryAt = this.history.sights.length
    })
    client.on('refused', ({ counter, refusal }) => {
      if (this.refused.has(counter)) troubles.push(`${counter} was refused twice`)
      this.refused.set(counter, refusal)
    })
    client.on('error', ({ error }) => troubles.push(`error: ${String(error)}`))
    client.on('diverged', ({ seq }) => troubles.push(`diverged at ${seq}`))
    client.on('board-replaced', () => troubles.push('another board'))
    client.on('state', state => {
      if (state.kind === 'stopped' && state.reason !== 'closed') troubles.push(state.reason)
    })
  }
}

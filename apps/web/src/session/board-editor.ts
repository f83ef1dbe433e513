// What tools do to the board, as batches for the client. Where no more work fits, a stroke ends where it
// got to: nothing that was taken is lost, and the page says that it takes no more.

import type { Client } from '@inkroom/client'
import {
  clearPage,
  type Document,
  eraseObjects,
  InkStrokeWriter,
  ObjectMinter,
  removesOf,
  setTitle,
} from '@inkroom/document'
import { type InkHeader, type ObjectId, type Op, objectIdOf } from '@inkroom/protocol'
import type { BoardEditor, StrokeInProgress } from '../tools/tool-behaviour.ts'

/** Boards have one page so far; the wire carries its number. */
const PAGE = 0

export interface EditorOptions {
  readonly document: Document
  readonly client: Client
  /** The outbox took the work, or is full. */
  readonly onTaken: (taken: boolean) => void
}

export class DocumentEditor implements BoardEditor {
  private readonly document: Document
  private readonly client: Client
  private readonly onTaken: EditorOptions['onTaken']
  private readonly minter = new ObjectMinter()

  constructor({ document, client, onTaken }: EditorOptions) {
    this.document = document
    this.client = client
    this.onTaken = onTaken
  }

  beginStroke(header: InkHeader): StrokeInProgress {
    const n = this.minter.next()
    const writer = new InkStrokeWriter({ n, page: PAGE, header })
    const id = objectIdOf(this.document.author, n)
    this.beginStep()
    // Once a part was not taken, what follows could not be put to its end any more.
    let isTaken = this.submit([writer.begin()])
    const send = (op: Op): void => {
      isTaken = isTaken && this.submit([op])
    }
    return {
      id,
      extend: (samples, elapsedMs) => send(writer.extend(samples, elapsedMs)),
      finish: (samples, elapsedMs) => {
        send(writer.finish(samples, elapsedMs))
        this.endStep()
      },
      discard: () => {
        send(writer.finish([], 0))
        for (const op of removesOf([id])) send(op)
        this.document.dropStep()
      },
    }
  }

  erase(ids: readonly ObjectId[]): void {
    for (const op of eraseObjects(this.document, ids)) this.submit([op])
  }

  beginStep(): void {
    this.document.beginStep()
  }

  endStep(): void {
    this.document.endStep()
  }

  clear(): void {
    this.asStep(() => {
      for (const op of clearPage(this.document, PAGE)) this.submit([op])
    })
  }

  setTitle(text: string): void {
    const mint = () => this.minter.next()
    this.asStep(() => this.submit(setTitle(text, { board: this.document, mint })))
  }

  undo(): void {
    this.document.undo(ops => this.submit(ops))
  }

  redo(): void {
    this.document.redo(ops => this.submit(ops))
  }

  private asStep(edit: () => void): void {
    this.beginStep()
    edit()
    this.endStep()
  }

  private submit(ops: readonly Op[]): boolean {
    const taken = this.client.submit(ops).kind === 'queued'
    this.onTaken(taken)
    return taken
  }
}

// What tools do to the board, as batches for the client. Where no more work fits, a stroke ends where it
// got to: nothing that was taken is lost, and the page says that it takes no more.

import type { Client, SubmitResult } from '@inkroom/client'
import {
  clearPage,
  type Document,
  eraseObjects,
  InkStrokeWriter,
  ObjectMinter,
  setTitle,
  splitIntoBatches,
} from '@inkroom/document'
import { type Batch, type InkHeader, type ObjectId, type Op, objectIdOf } from '@inkroom/protocol'
import type {
  BoardEditor,
  ErasingInProgress,
  ErasingOptions,
  ErasingWork,
  StrokeInProgress,
  WholeStroke,
} from '../tools/tool-behaviour.ts'

/** Boards have one page so far; the wire carries its number. */
const PAGE = 0

export interface EditorOptions {
  readonly document: Document
  readonly client: Pick<Client, 'submit'>
  /** Work was not taken, and this is why. */
  readonly onNotTaken: (why: NotTakenReason) => void
}

export type NotTakenReason = Exclude<SubmitResult['kind'], 'queued'>

/** The client took nothing: the page says so, and what was to be done is not. */
class NotTaken extends Error {
  constructor(why: NotTakenReason) {
    super(`the work was not taken: ${why}`)
    this.name = 'NotTaken'
  }
}

export class DocumentEditor implements BoardEditor {
  private readonly document: Document
  private readonly client: EditorOptions['client']
  private readonly onNotTaken: EditorOptions['onNotTaken']
  private readonly minter = new ObjectMinter()

  constructor({ document, client, onNotTaken }: EditorOptions) {
    this.document = document
    this.client = client
    this.onNotTaken = onNotTaken
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
      get isTaken() {
        return isTaken
      },
      extend: (samples, elapsedMs) => send(writer.extend(samples, elapsedMs)),
      finish: (samples, elapsedMs) => {
        send(writer.finish(samples, elapsedMs))
        this.endStep()
      },
      discard: () => {
        send(writer.finish([], 0))
        this.discardStep()
      },
    }
  }

  replaceStroke(id: ObjectId, { header, samples }: WholeStroke): void {
    const writer = new InkStrokeWriter({ n: this.minter.next(), page: PAGE, header })
    const drawn = [writer.begin(), writer.finish(samples, 0)]
    // In one batch: nobody sees the board without either of the two.
    this.asStep(() => this.submit([...eraseObjects(this.document, [id]), ...drawn]))
  }

  erase(ids: readonly ObjectId[]): void {
    this.submitAll(eraseObjects(this.document, ids))
  }

  beginErasing(workOf: (options: ErasingOptions) => ErasingWork): ErasingInProgress {
    const work = workOf({ page: PAGE, mint: () => this.minter.next() })
    this.beginStep()
    // As for a stroke: once a part was not taken, the rest would not fit behind it.
    let isTaken = true
    const send = (ops: readonly Op[]): void => {
      isTaken = isTaken && this.submitAll(ops)
    }
    return {
      wipe: parts => send(work.wipe(parts)),
      finish: gone => {
        send([...work.finish(), ...eraseObjects(this.document, gone)])
        this.endStep()
      },
      discard: () => {
        send(work.finish())
        this.discardStep()
      },
    }
  }

  beginStep(): void {
    this.document.history.beginStep()
  }

  endStep(): void {
    this.document.history.endStep()
  }

  discardStep(): void {
    this.ifTaken(() => this.document.history.discardStep(this.submitOrThrow))
  }

  clear(): void {
    this.asStep(() => this.submitAll(clearPage(this.document, PAGE)))
  }

  setTitle(text: string): void {
    const mint = () => this.minter.next()
    this.asStep(() => this.submit(setTitle(text, { board: this.document, mint })))
  }

  undo(): void {
    this.ifTaken(() => this.document.history.undo(this.submitOrThrow))
  }

  redo(): void {
    this.ifTaken(() => this.document.history.redo(this.submitOrThrow))
  }

  private asStep(edit: () => void): void {
    this.beginStep()
    edit()
    this.endStep()
  }

  private submitAll(ops: readonly Op[]): boolean {
    return splitIntoBatches(ops).every(batch => this.submit(batch))
  }

  private submit(ops: readonly Op[]): boolean {
    return this.ifTaken(() => this.submitOrThrow(ops))
  }

  private readonly submitOrThrow = (ops: readonly Op[]): Batch => {
    const result = this.client.submit(ops)
    if (result.kind === 'queued') return result.batch
    this.onNotTaken(result.kind)
    throw new NotTaken(result.kind)
  }

  /** Whether the client took all that the edit submitted. */
  private ifTaken(edit: () => void): boolean {
    try {
      edit()
      return true
    } catch (error) {
      if (error instanceof NotTaken) return false
      throw error
    }
  }
}

// What a person at a desk does, and sees.

import { type ObjectId, objectIdOf } from '@inkroom/protocol'
import type { BoardObject, InkObject } from '../board-object.ts'
import { eraseObjects, setTitle } from '../edits.ts'
import { InkStrokeWriter } from '../ink-stroke-writer.ts'
import { Desk, HEADER, sample, Table } from './board-kit.ts'

/** A finished stroke in one batch. */
export function draw(desk: Desk, n: number): ObjectId {
  const writer = new InkStrokeWriter({ n, page: 0, header: HEADER })
  desk.submit([writer.begin(), writer.finish([sample(90, 170)], 8)])
  return objectIdOf(desk.self.author, n)
}

export const erase = (desk: Desk, ...ids: ObjectId[]) =>
  desk.submit(eraseObjects(desk.document, ids))

export function nameBoard(desk: Desk, title: string): void {
  const ops = setTitle(title, { board: desk.document, mint: () => 1000 })
  desk.submit(ops)
}

export const undo = (desk: Desk): boolean => desk.document.history.undo(desk.submit)
export const redo = (desk: Desk): boolean => desk.document.history.redo(desk.submit)

export const shown = (desk: Desk): ObjectId[] => Array.from(desk.document.idsInOrder())

export function inkOf(object: BoardObject | null): InkObject {
  if (object?.kind !== 'ink') throw new Error(`not ink but ${object?.kind}`)
  return object
}

/** Two people at one table, with nothing pending. */
export function company() {
  const [ann, bob] = [new Desk(1), new Desk(2)]
  return { ann, bob, table: new Table(ann, bob) }
}

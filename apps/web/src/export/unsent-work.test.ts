import { ErasureWriter, InkStrokeWriter } from '@inkroom/document'
import {
  authorIdOf,
  type Batch,
  decodeOps,
  encodeOps,
  type InkHeader,
  type Op,
  objectIdOf,
} from '@inkroom/protocol'
import { expect, it } from 'vitest'
import type { TrayLot } from '../app/board-store.ts'
import { strokesIn, unsentWorkText } from './unsent-work.ts'

const author = authorIdOf(new Uint8Array(16))
const HEADER: InkHeader = {
  brush: 'pen',
  color: { kind: 'rgb', rgb: 0x0a0b0c },
  size: 16,
  opacity: 255,
  gridExponent: 3,
  hasPressure: false,
  x: 80,
  y: 160,
  pressure: 255,
}
const LOT: TrayLot = {
  id: 'x',
  why: { kind: 'refused', reason: 'forbidden' },
  boardId: 'plans',
  count: 2,
  sinceMs: Date.UTC(2026, 1, 3),
  isStored: false,
}

const batch = (counter: number, ops: readonly Op[]): Batch => {
  return { author, counter, ops, bytes: encodeOps(ops) }
}

/** A stroke in two batches. */
function stroke(): readonly [Batch, Batch] {
  const writer = new InkStrokeWriter({ n: 1, page: 0, header: HEADER })
  const begun = batch(1, [writer.begin()])
  return [begun, batch(2, [writer.finish([{ x: 88, y: 168, pressure: 255 }], 8)])]
}

it('[G2] the file has every batch as it would be sent, and every stroke to read', () => {
  const batches = stroke()
  const file: unknown = JSON.parse(unsentWorkText([{ lot: LOT, batches }], Date.UTC(2026, 1, 4)))
  expect(file).toMatchObject({
    format: 'inkroom-unsent-work',
    version: 1,
    exportedAt: '2026-02-04T00:00:00.000Z',
    lots: [
      {
        boardId: 'plans',
        why: 'refused',
        reason: 'forbidden',
        since: '2026-02-03T00:00:00.000Z',
        changes: batches.map(({ counter, bytes }) => ({
          author,
          counter,
          ops: Buffer.from(bytes).toString('base64'),
        })),
      },
    ],
    strokes: [
      {
        color: '#0a0b0c',
        widthPx: 2,
        opacity: 1,
        points: [
          [10, 20],
          [11, 21],
        ],
      },
    ],
  })
})

it('the ops in the file can be read again', () => {
  const [begun] = stroke()
  const text = unsentWorkText([{ lot: LOT, batches: [begun] }], 0)
  const ops = /"ops": "([^"]+)"/.exec(text)?.[1] ?? ''
  expect(decodeOps(new Uint8Array(Buffer.from(ops, 'base64')))).toEqual(begun.ops)
})

it('a stroke shows also where its removal is in the tray too', () => {
  const ids = [objectIdOf(author, 1)]
  expect(strokesIn([...stroke(), batch(3, [{ kind: 'remove', ids }])]).length).toBe(1)
})

it('a stroke shows whole also where a part of it was to be erased', () => {
  const erasure = new ErasureWriter({ n: 2, page: 0, stroke: objectIdOf(author, 1) })
  const batches = [...stroke(), batch(3, [erasure.begin([{ from: 0, to: 1 }]), erasure.finish([])])]
  expect(strokesIn(batches).map(({ erased }) => erased)).toEqual([[]])
  expect(unsentWorkText([{ lot: LOT, batches }], 0)).toContain('"counter": 3')
})

it('the rest of a stroke whose beginning is on the server is no stroke', () => {
  const [, rest] = stroke()
  expect(strokesIn([rest])).toEqual([])
})

it('work of an unknown kind is taken along, and not shown', () => {
  const bytes = new Uint8Array([250, 251])
  const unknown: Batch = { author, counter: 1, ops: [], bytes }
  expect(strokesIn([unknown])).toEqual([])
  expect(unsentWorkText([{ lot: LOT, batches: [unknown] }], 0)).toContain('"+vs="')
})

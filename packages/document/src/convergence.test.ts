// [G1] as a property: whatever several people do at once, however their batches are ordered, refused and
// delivered, and whoever joins or begins anew in between, all end up with one board.

import { type StrokeRange, unionRanges } from '@inkroom/geometry'
import { applyBatch, bodyBytes, Image, type ObjectId, type Row } from '@inkroom/protocol'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { BoardObject } from './board-object.ts'
import { boardOrderOf, compareOrder } from './board-order.ts'
import { Document } from './document.ts'
import { isErasure } from './erased-strokes.ts'
import { ErasureReading } from './erasure-reading.ts'
import { ObjectCache } from './object-cache.ts'
import { ADOPTED_SEQ, PENDING_SEQ } from './pending-batches.ts'
import { selfOf } from './testing/board-kit.ts'
import { PeerModel, RoomModel } from './testing/room-model.ts'
import { happen, type Scheduled, schedules, settle } from './testing/schedule.ts'

const FACTOR = process.env['INKROOM_ALL'] === '1' ? 20 : 1
const LENGTH = 120
const LATE_EVERY = 40

/** Two tabs of one person, and another person. */
function company(room: RoomModel): PeerModel[] {
  const [one, two, three] = [selfOf(1), selfOf(2), selfOf(3)]
  const tabs = [one, { author: two.author, person: one.person }, three]
  return tabs.map(self => new PeerModel(room, self))
}

/** All that an object says, its points written out. */
function textOf(object: BoardObject | null): unknown {
  if (object?.kind !== 'ink') return object
  const { points, ...rest } = object
  const { length, xs, ys, pressures } = points
  return { ...rest, points: [xs, ys, pressures].map(each => Array.from(each.slice(0, length))) }
}

function boardOf(document: Document) {
  const ids = Array.from(document.idsInOrder())
  const { title, size, isEmpty, digest } = document
  const objects = ids.map(id => textOf(document.get(id)))
  const ink = Array.from(document.inkInOrder(), ({ id }) => id)
  return { ids, ink, objects, title, size, isEmpty, digest }
}

/** All of a row but its seq: while a batch is pending, that is no seq of the room. */
const rowText = (row: Row) => ({ ...row, seq: null, body: Array.from(bodyBytes(row.body)) })

/** The view, folded from scratch: all confirmed rows, then adopted batches, then own pending ones. */
function foldedFromScratch(peer: PeerModel): Image {
  const image = new Image()
  for (const row of peer.confirmed.all()) image.put(row)
  for (const { batch, person, nth } of peer.adopted) {
    const { author, counter, ops } = batch
    applyBatch(image, { author, person, counter, seq: ADOPTED_SEQ + nth, ops })
  }
  for (const { author, counter, ops } of peer.pending) {
    const { person } = peer.self
    applyBatch(image, { author, person, counter, seq: PENDING_SEQ + counter, ops })
  }
  return image
}

function expectSameView(peer: PeerModel): void {
  const image = foldedFromScratch(peer)
  const seen = Array.from(peer.view.all(), rowText).toSorted(byId)
  expectSame(seen, Array.from(image.all(), rowText).toSorted(byId))
  const cache = new ObjectCache()
  for (const row of image.all()) {
    const object = peer.document.get(row.id)
    const [order, erased] = [boardOrderOf(row), erasedIn(image, row.id)]
    const context = { order, erased, isSettled: object?.isSettled ?? false }
    expectSame(textOf(object), textOf(cache.objectOf(row, context)))
  }
}

/** Looked for among all rows. */
function erasedIn(image: Image, stroke: ObjectId): readonly StrokeRange[] {
  const erasures = Array.from(image.all()).filter(
    row => row.parent === stroke && row.gone === null && isErasure(row),
  )
  return unionRanges(erasures.flatMap(row => new ErasureReading(row.body).ranges))
}

/** Equal as text is equal; comparing deeply is left to say where they differ. */
function expectSame(actual: unknown, expected: unknown): void {
  if (JSON.stringify(actual) !== JSON.stringify(expected)) expect(actual).toEqual(expected)
}

const byId = (a: { id: ObjectId }, b: { id: ObjectId }): number => (a.id < b.id ? -1 : 1)

/** The snapshot of somebody who only looks begins here; its rows come as the schedule goes on. */
function addLate(room: RoomModel, peers: PeerModel[]): void {
  const late = new PeerModel(room, selfOf(10 + peers.length))
  late.join()
  peers.push(late)
}

/** For hangs only: what takes seconds alone takes long on a machine that does much else. */
const TIMEOUT_MS = 120_000 * FACTOR

const check = (runs: number, property: fc.IProperty<[readonly Scheduled[]]>): void =>
  fc.assert(property, { numRuns: runs * FACTOR })

describe('any schedule', () => {
  it(
    '[G1] [G6] ends in one board: the log from its start, rows and log from any cut, every client',
    () => {
      const property = fc.property(schedules(4, LENGTH), schedule => {
        const room = new RoomModel()
        const peers = company(room)
        schedule.forEach((scheduled, index) => {
          happen(peers, scheduled)
          if (index % LATE_EVERY === 0) addLate(room, peers)
        })
        settle(peers)
        const whole = new Document(selfOf(50))
        for (const { entry, ops } of room.log) whole.apply(entry, ops)
        const expected = boardOf(whole)
        expect(expected.digest).toEqual(room.image.digest)
        for (const { document } of peers) {
          expect(document.pendingCount).toBe(0)
          expectSame(boardOf(document), expected)
        }
      })
      check(250, property)
    },
    TIMEOUT_MS,
  )

  it(
    'shows at each moment what folding everything anew would show',
    () => {
      const property = fc.property(schedules(3, LENGTH), schedule => {
        const peers = company(new RoomModel())
        for (const scheduled of schedule) {
          happen(peers, scheduled)
          for (const peer of peers.slice(scheduled.who, scheduled.who + 1)) expectSameView(peer)
        }
      })
      check(80, property)
    },
    TIMEOUT_MS,
  )

  it(
    'tells listeners all that they need to follow the board',
    () => {
      const property = fc.property(schedules(3, LENGTH), schedule => {
        const peers = company(new RoomModel())
        const followers = peers.map(({ document }) => follow(document))
        for (const scheduled of schedule) {
          happen(peers, scheduled)
          const document = peers[scheduled.who]?.document
          if (document === undefined) continue
          const objects = Array.from(document.idsInOrder(), id => document.get(id))
          const followed = Array.from(followers[scheduled.who]?.values() ?? [])
          expectSame(followed.toSorted(byOrder).map(textOf), objects.map(textOf))
        }
      })
      check(80, property)
    },
    TIMEOUT_MS,
  )
})

/** The visible objects, kept by what listeners are told and nothing else. */
function follow(document: Document): Map<ObjectId, BoardObject> {
  const objects = new Map<ObjectId, BoardObject>()
  document.onChange(({ changed, removed, reset }) => {
    if (reset) objects.clear()
    for (const id of removed) expect(objects.delete(id)).toBe(true)
    for (const id of changed) {
      const object = document.get(id)
      if (object !== null) objects.set(id, object)
    }
  })
  return objects
}

const byOrder = (a: BoardObject, b: BoardObject): number => compareOrder(a.order, b.order)

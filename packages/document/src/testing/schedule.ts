// What may happen in a room, as data that fast-check can draw and shrink: who does it, and numbers to
// choose from what there is at that moment.

import {
  type AuthorId,
  type CreateOp,
  type ErasedRange,
  encodeErasedRanges,
  encodeErasureBody,
  FIELDS,
  limits,
  OBJECT_KINDS,
  type ObjectId,
  type Op,
  objectIdOf,
  utf8ToBytes,
} from '@inkroom/protocol'
import fc from 'fast-check'
import { clearPage, createStroke, eraseObjects } from '../edits.ts'
import { HEADER, selfOf } from './board-kit.ts'
import type { PeerModel } from './room-model.ts'

/** How often each is drawn. Boards must fill, or there is nothing to differ on. */
const WEIGHTS = {
  stroke: 8,
  title: 2,
  garbage: 1,
  child: 2,
  erasure: 4,
  'erase more': 3,
  extend: 8,
  'extend wrongly': 2,
  finish: 2,
  set: 5,
  'set over': 2,
  remove: 2,
  erase: 2,
  clear: 0.5,
  sweep: 1,
  'sweep far': 0.25,
  restore: 3,
}
export type OpKind = keyof typeof WEIGHTS

/** `a` and `b` choose. */
export interface OpDraft {
  readonly kind: OpKind
  readonly a: number
  readonly b: number
}

export type Happening =
  | { readonly kind: 'edit'; readonly drafts: readonly OpDraft[] }
  | { readonly kind: 'undo' | 'redo' | 'begin step' | 'end step' | 'discard step' }
  | { readonly kind: 'send'; readonly count: number; readonly accepts: boolean }
  | { readonly kind: 'receive'; readonly count: number }
  | { readonly kind: 'refusals' | 'join' }
  | {
      /** An earlier visit is found: a batch of each drafts, the first so many of them sent. */
      readonly kind: 'find'
      readonly batches: readonly (readonly OpDraft[])[]
      readonly sent: number
    }
  | { readonly kind: 'drain'; readonly count: number; readonly accepts: boolean }

export interface Scheduled {
  readonly who: number
  readonly happening: Happening
}

const chooser = fc.nat({ max: 1000 })

// Object.entries forgets the literal type of a const object's keys.
const kinds = Object.entries(WEIGHTS) as [OpKind, number][]

export const draft: fc.Arbitrary<OpDraft> = fc.record({
  kind: fc.oneof(
    ...kinds.map(([kind, weight]) => ({ weight: weight * 4, arbitrary: fc.constant(kind) })),
  ),
  a: chooser,
  b: chooser,
})

const someDrafts = fc.array(draft, { minLength: 1, maxLength: 4 })

const anyHappening: fc.Arbitrary<Happening> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({ kind: fc.constant('edit'), drafts: someDrafts }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom('undo', 'redo') }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constantFrom('begin step', 'end step', 'discard step') }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('send'),
      count: fc.integer({ min: 1, max: 4 }),
      accepts: fc.integer({ min: 0, max: 7 }).map(n => n > 0),
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({ kind: fc.constant('receive'), count: fc.integer({ min: 1, max: 6 }) }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('refusals', 'join') }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('find'),
      batches: fc.array(someDrafts, { minLength: 1, maxLength: 4 }),
      sent: fc.nat({ max: 2 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('drain'),
      count: fc.integer({ min: 1, max: 3 }),
      accepts: fc.integer({ min: 0, max: 5 }).map(n => n > 0),
    }),
  },
)

/** What happens, in order, among `peers` peers. */
export function schedules(peers: number, maxLength: number): fc.Arbitrary<readonly Scheduled[]> {
  const scheduled = fc.record({ who: fc.nat({ max: peers - 1 }), happening: anyHappening })
  return fc.array(scheduled, { minLength: 1, maxLength, size: 'max' })
}

/** An object that somebody made or will make, in this room or never. */
function anyId(peers: readonly PeerModel[], chosen: number): ObjectId {
  const peer = peers[chosen % peers.length]
  const author = chosen % 17 === 0 ? selfOf(99).author : (peer?.self.author ?? selfOf(99).author)
  return objectIdOf(author, (Math.floor(chosen / 3) % ((peer?.objects ?? 0) + 2)) + 1)
}

/** Bytes that mean nothing, or by chance something. */
const garbageOf = (a: number, b: number): Uint8Array =>
  Uint8Array.from({ length: a % 6 }, (_, i) => (i === 0 ? b % 5 : (a * 31 + b * 17 * i) & 0xff))

/** Of the first points and the ways between them, so that they often meet. */
const rangesOf = (a: number, b: number): ErasedRange[] =>
  Array.from({ length: 1 + (a % 2) }, (_, i) => {
    const from = ((a * 31 + i * 17) % 8) * 1024
    return { from, to: from + 1 + (b % 6) * 512 }
  })

const pageOf = (b: number): number => (b % 7 === 0 ? 1 : 0)

/** The op that a draft means for this peer at this moment; some drafts mean none. */
export function opsOf(peer: PeerModel, peers: readonly PeerModel[], { kind, a, b }: OpDraft): Op[] {
  const { document, self } = peer
  const own = a % 2 === 0 ? Math.max(1, peer.objects) : (a % Math.max(1, peer.objects)) + 1
  const earlier = Math.max(0, peer.counter - (b % 6))
  const body = Uint8Array.of(0, (a % 20) * 2, (b % 20) * 2)
  const at = peer.view.get(objectIdOf(self.author, own))?.body.length ?? 0
  const id = anyId(peers, a)
  const value = utf8ToBytes(`text ${b % 5}`)
  const set = (over: number | null): Op => ({ kind: 'set', id, field: 1 + (b % 2), value, over })
  switch (kind) {
    case 'stroke':
      return [
        createStroke({ n: ++peer.objects, page: pageOf(b), header: { ...HEADER, x: a, y: b } }),
      ]
    case 'title':
      return titled(self.author, ++peer.objects, value)
    case 'garbage':
      return [born(a % 3 === 0 ? own : ++peer.objects, garbageOf(a, b))]
    case 'child':
      return [{ ...createStroke({ n: ++peer.objects, page: 0, header: HEADER }), parent: id }]
    case 'erasure': {
      const erasure = encodeErasureBody(rangesOf(a, b))
      return [{ ...born(++peer.objects, erasure), parent: id, last: b % 5 === 0 }]
    }
    case 'erase more':
      return [
        { kind: 'extend', n: own, at, body: encodeErasedRanges(rangesOf(a, b)), last: b % 5 === 0 },
      ]
    case 'extend':
      return [{ kind: 'extend', n: own, at, body, last: false }]
    case 'extend wrongly':
      return [{ kind: 'extend', n: own, at: b % 2 === 0 ? at + 1 : 0, body, last: b % 3 === 0 }]
    case 'finish':
      return [{ kind: 'extend', n: own, at, body: garbageOf(a, b), last: true }]
    case 'set':
      return [set(null)]
    case 'set over':
      return [set(earlier)]
    case 'remove':
      return [{ kind: 'remove', ids: [id, anyId(peers, b), id] }]
    case 'erase':
      return eraseObjects(document, [id, anyId(peers, b)])
    case 'clear':
      return clearPage(document, pageOf(b))
    case 'sweep': {
      const person = a % 2 === 0 ? null : (peers[b % peers.length]?.self.person ?? null)
      return [
        { kind: 'sweep', page: pageOf(b), person, bornUpTo: Math.max(0, document.seq - (a % 4)) },
      ]
    }
    case 'sweep far': {
      // Born up to a seq that nobody had seen yet: no client of ours says that, but anybody may.
      const bornUpTo = a % 2 === 0 ? Number.MAX_SAFE_INTEGER : document.seq + (a % 20)
      return [{ kind: 'sweep', page: pageOf(b), person: null, bornUpTo }]
    }
    case 'restore':
      return [{ kind: 'restore', counter: earlier }]
  }
}

const titled = (author: AuthorId, n: number, value: Uint8Array): Op[] => [
  born(n, Uint8Array.of(OBJECT_KINDS.title)),
  { kind: 'set', id: objectIdOf(author, n), field: FIELDS.text, value, over: null },
]

const born = (n: number, body: Uint8Array): CreateOp => ({
  kind: 'create',
  n,
  page: 0,
  parent: null,
  body,
  last: false,
})

function edit(peer: PeerModel, peers: readonly PeerModel[], drafts: readonly OpDraft[]): void {
  const ops = drafts.flatMap(each => opsOf(peer, peers, each)).slice(0, limits.MAX_BATCH_OPS)
  if (ops.length > 0) peer.submit(ops)
}

function times(count: number, go: () => void): void {
  for (let i = 0; i < count; i += 1) go()
}

/** The first author number of ghosts. */
const GHOSTS_FROM = 1000

/** An earlier visit of the peer's person ended with unsettled work, which is found now. */
function findGhost(
  peer: PeerModel,
  peers: readonly PeerModel[],
  { batches, sent }: Extract<Happening, { kind: 'find' }>,
): void {
  const n = GHOSTS_FROM * Number.parseInt(peer.self.author, 16) + peer.ghosts.length
  const ghost = peer.visit(selfOf(n).author)
  ghost.join()
  while (ghost.receive());
  for (const each of batches) edit(ghost, peers, each)
  times(sent, () => ghost.send(true))
  peer.adopt(ghost)
}

/** The oldest unsent work of ghosts goes out. */
function drain(peer: PeerModel, count: number, accepts: boolean): void {
  times(count, () => void peer.ghosts.some(ghost => ghost.send(accepts)))
}

export function happen(all: readonly PeerModel[], { who, happening }: Scheduled): void {
  const peer = all[who]
  if (peer === undefined) return
  const peers = all.flatMap(each => [each, ...each.ghosts])
  const { history } = peer.document
  switch (happening.kind) {
    case 'edit':
      return edit(peer, peers, happening.drafts)
    case 'undo':
      return void history.undo(peer.submit)
    case 'redo':
      return void history.redo(peer.submit)
    case 'begin step':
      return history.beginStep()
    case 'end step':
      return history.endStep()
    case 'discard step':
      return history.discardStep(peer.submit)
    case 'send':
      return times(happening.count, () => peer.send(happening.accepts))
    case 'receive':
      return times(happening.count, () => peer.receive())
    case 'refusals':
      return peer.hearRefusals()
    case 'join':
      return peer.join()
    case 'find':
      return findGhost(peer, peers, happening)
    case 'drain':
      return drain(peer, happening.count, happening.accepts)
  }
}

/** Everything is sent, taken and delivered. */
export function settle(peers: readonly PeerModel[]): void {
  for (const peer of peers.flatMap(each => [each, ...each.ghosts])) while (peer.send(true));
  for (const peer of peers) {
    while (peer.receive());
    peer.hearRefusals()
  }
}

// The partial eraser over a board as it is: what it wipes goes through the editor into the document, and is in the
// scene when the hand goes on.

import { Document, type InkObject, InkStrokeWriter } from '@inkroom/document'
import type { Camera } from '@inkroom/geometry'
import {
  type AuthorId,
  authorIdOf,
  encodeOps,
  must,
  type ObjectId,
  objectIdOf,
  personIdOf,
} from '@inkroom/protocol'
import { beforeEach, describe, expect, it } from 'vitest'
import { InkFollower } from '../canvas/ink-follower.ts'
import { Scene } from '../canvas/scene.ts'
import { HEADER, madeStroke } from '../canvas/testing/made-strokes.ts'
import { GATE_MS } from '../input/send-gate.ts'
import { DocumentEditor } from '../session/board-editor.ts'
import { FakeClient } from '../session/testing/fake-client.ts'
import { ManualClock } from '../session/testing/manual-clock.ts'
import { ERASER_RADIUS_PX } from './eraser-sweep.ts'
import { begin as beginEraser } from './erasers.ts'
import { at, ToolBench } from './testing/tool-bench.ts'
import type { ToolContext, WipedPart } from './tool-behaviour.ts'

const idsOf = (n: number) => ({
  author: authorIdOf(new Uint8Array(16).fill(n)),
  person: personIdOf(new Uint8Array(16).fill(n)),
})
const bob = idsOf(2)

let board: Document
let client: FakeClient
let scene: Scene
let clock: ManualClock
let editor: DocumentEditor
let seq = 0

/** Bob's stroke along the x axis, from 0 to 100 at height y, 2 wide. */
function draw(n: number, y = 0, pointCount = 11): ObjectId {
  const header = { ...HEADER, y: y * 8 }
  const writer = new InkStrokeWriter({ n, page: 0, header })
  const step = 800 / Math.max(1, pointCount - 1)
  const samples = Array.from({ length: pointCount - 1 }, (_, i) => ({
    x: (i + 1) * step,
    y: y * 8,
    pressure: 255,
  }))
  hear(bob.author, [writer.begin(), writer.finish(samples, 8)])
  return objectIdOf(bob.author, n)
}

function hear(author: AuthorId, ops: Parameters<typeof encodeOps>[0]): void {
  seq += 1
  board.apply({ seq, author, person: bob.person, counter: seq, bytes: encodeOps(ops) }, ops)
}

const inkOf = (id: ObjectId): InkObject => {
  const object = must(board.get(id), 'the stroke')
  if (object.kind !== 'ink') throw new Error('ink')
  return object
}

const erasedOf = (id: ObjectId) => inkOf(id).erased.map(({ from, to }) => [from, to])
const context = (camera: Camera = { x: 0, y: 0, zoom: 1 }): ToolContext =>
  new ToolBench().context({ editor, scene, clock, eraserMode: 'part', camera: () => camera })
const opKinds = () => client.taken.map(({ ops }) => ops.map(({ kind }) => kind).join('+'))

/** Down through the line at each x. */
function crossAt(...xs: readonly number[]): void {
  for (const x of xs) {
    const gesture = beginEraser(context(), at(x, -50, 0))
    gesture.move([at(x, 50, 8)])
    gesture.up()
  }
}

beforeEach(() => {
  seq = 0
  board = new Document(idsOf(1))
  client = new FakeClient(board)
  scene = new Scene()
  clock = new ManualClock()
  editor = new DocumentEditor({ document: board, client, onNotTaken: () => {} })
  const follower = new InkFollower({
    source: {
      visibleInk: id => board.visibleInk(id),
      allIds: () => board.idsInOrder(),
    },
    target: {
      put: strokes => scene.put(strokes),
      remove: id => scene.remove(id),
      reset: () => scene.clear(),
      requestFrame: () => {},
    },
    nowMs: () => 0,
    onWet: () => {},
  })
  board.onChange(({ changed, removed, reset }) => {
    const ink = changed.filter(id => board.get(id)?.kind === 'ink')
    follower.follow({ changed: ink, removed, reset })
  })
})

describe('a wipe across a line', () => {
  it('leaves a gap as wide as the eraser, and the rest as it is', () => {
    const id = draw(1)
    crossAt(50)
    const [[from = 0, to = 0] = [], ...more] = erasedOf(id)
    expect(more).toEqual([])
    // The line is 1 to each side of its middle, and its round ends take that back.
    expect(from * 10).toBeCloseTo(50 - ERASER_RADIUS_PX - 1, 1)
    expect(to * 10).toBeCloseTo(50 + ERASER_RADIUS_PX + 1, 1)
    expect(scene.get(id)?.erased).toEqual(inkOf(id).erased)
    expect(board.isVisible(id)).toBe(true)
  })

  it('shows at once, the rest of the gesture within the gate', () => {
    const id = draw(1)
    const gesture = beginEraser(context(), at(20, 0, 0))
    expect(erasedOf(id)).toHaveLength(1)
    gesture.move([at(50, 0, 4)])
    gesture.move([at(60, 0, 8)])
    const [[, before = 0] = []] = erasedOf(id)
    expect(before).toBeLessThan(3)
    clock.pass(GATE_MS)
    expect(erasedOf(id).flat()[1]).toBeGreaterThan(6)
    gesture.up()
    expect(opKinds()).toEqual(['create', 'extend', 'extend'])
  })

  it('is one child of each stroke that it meets, in as few batches as the gate lets out', () => {
    const ids = [draw(1), draw(2, 20), draw(3, 40)]
    crossAt(50)
    for (const id of ids) expect(erasedOf(id)).toHaveLength(1)
    expect(opKinds()).toEqual(['create+create+create', 'extend+extend+extend'])
  })

  it('names nothing twice: a hand that goes to and fro sends no more', () => {
    draw(1)
    const gesture = beginEraser(context(), at(40, 0, 0))
    gesture.move([at(60, 0, 8)])
    clock.pass(GATE_MS)
    const before = client.taken.length
    gesture.move([at(40, 0, 16), at(60, 0, 24)])
    clock.pass(GATE_MS)
    expect(client.taken.length).toBe(before)
    gesture.up()
    expect(opKinds().at(-1)).toBe('extend')
  })

  it('is one undo, and one redo', () => {
    const [one, two] = [draw(1), draw(2, 20)]
    crossAt(30, 70)
    editor.undo()
    expect([erasedOf(one).length, erasedOf(two).length]).toEqual([1, 1])
    editor.undo()
    expect(erasedOf(one)).toEqual([])
    expect(board.history.canUndo).toBe(false)
    editor.redo()
    expect([erasedOf(one).length, erasedOf(two).length]).toEqual([1, 1])
  })

  it('leaves nothing behind when the gesture was none', () => {
    const id = draw(1)
    const gesture = beginEraser(context(), at(50, -50, 0))
    gesture.move([at(50, 50, 8)])
    gesture.discard()
    expect(erasedOf(id)).toEqual([])
    expect(board.history).toMatchObject({ canUndo: false, canRedo: false })
  })

  it('is as wide on the screen at any zoom', () => {
    const id = draw(1)
    const gesture = beginEraser(context({ x: 0, y: -10, zoom: 4 }), at(200, 0, 0))
    gesture.move([at(200, 80, 8)])
    gesture.up()
    const [[from = 0, to = 0] = []] = erasedOf(id)
    expect((to - from) * 10).toBeCloseTo((ERASER_RADIUS_PX / 4 + 1) * 2, 1)
  })

  it('where nothing is, is nothing', () => {
    const id = draw(1)
    const gesture = beginEraser(context(), at(50, 20, 0))
    gesture.move([at(80, 20, 8)])
    gesture.up()
    expect(erasedOf(id)).toEqual([])
    expect(client.taken).toEqual([])
    expect(board.history.canUndo).toBe(false)
  })
})

describe('a stroke of which nothing is left', () => {
  it('goes whole, and comes back whole with one undo', () => {
    const id = draw(1)
    const gesture = beginEraser(context(), at(-20, 0, 0))
    gesture.move([at(120, 0, 8)])
    gesture.up()
    expect(board.isVisible(id)).toBe(false)
    expect(scene.size).toBe(0)
    editor.undo()
    expect(board.isVisible(id)).toBe(true)
    expect(erasedOf(id)).toEqual([])
    editor.redo()
    expect(board.isVisible(id)).toBe(false)
  })

  it('goes also where it was wiped out bit by bit, by several', () => {
    const id = draw(1)
    for (const x of [0, 15, 30, 45, 60, 75, 90]) crossAt(x)
    expect(board.isVisible(id)).toBe(true)
    crossAt(100)
    expect(board.isVisible(id)).toBe(false)
  })

  it('may be a dot', () => {
    const id = draw(1, 0, 1)
    crossAt(0)
    expect(board.isVisible(id)).toBe(false)
    editor.undo()
    expect(erasedOf(id)).toEqual([])
  })
})

it('[G17] looks only at what is erased where it goes, however much of the stroke is', () => {
  const count = 20_000
  let looks = 0
  const counted = (value: number) => {
    looks += 1
    return value
  }
  const erased = Array.from({ length: count / 2 }, (_, i) => ({
    get from() {
      return counted(2 * i)
    },
    get to() {
      return counted(2 * i + 1)
    },
  }))
  const stroke = { ...madeStroke(1, 0, count), erased }
  stroke.points.xs.forEach((_, i, xs) => {
    xs[i] = 8 * i
  })
  stroke.points.ys.fill(0)
  const wiped: WipedPart[] = []
  const bench = new ToolBench().context({ eraserMode: 'part' })
  const beginErasing = () => ({
    wipe: (parts: readonly WipedPart[]) => wiped.push(...parts),
    finish: () => {},
    discard: () => {},
  })
  const crossing = {
    ...bench,
    editor: { ...bench.editor, beginErasing },
    scene: { get: () => null, near: () => [stroke] },
  }
  beginEraser(crossing, at(10_000, 0, 0)).up()
  expect(wiped.flatMap(({ ranges }) => ranges).length).toBeGreaterThan(8)
  expect(looks).toBeLessThan(1000)
})

it('[G4] where no more work fits, the erasing ends where it got to', () => {
  const id = draw(1)
  const gesture = beginEraser(context(), at(20, 0, 0))
  client.refuses = 'full'
  gesture.move([at(60, 0, 8)])
  clock.pass(GATE_MS)
  client.refuses = null
  gesture.move([at(100, 0, 16)])
  gesture.up()
  const [[, to = 0] = []] = erasedOf(id)
  expect(to).toBeLessThan(3)
  editor.undo()
  expect(erasedOf(id)).toEqual([])
})

import { Document } from '@inkroom/document'
import { authorIdOf, encodeOps, limits, type ObjectId, personIdOf } from '@inkroom/protocol'
import { beforeEach, describe, expect, it } from 'vitest'
import { HEADER } from '../canvas/testing/made-strokes.ts'
import { DocumentEditor, type NotTakenReason } from './board-editor.ts'
import { FakeClient } from './testing/fake-client.ts'

let board: Document
let client: FakeClient
let editor: DocumentEditor
let notTaken: NotTakenReason[] = []

const sample = (x: number) => ({ x, y: 0, pressure: 255 })
const opKinds = () => client.taken.map(({ ops }) => ops.map(({ kind }) => kind).join('+'))
const pointCounts = () => Array.from(board.inkInOrder(), ({ points }) => points.length)

function drawStroke(x = 80): ObjectId {
  const stroke = editor.beginStroke(HEADER)
  stroke.finish([sample(x)], 8)
  return stroke.id
}

beforeEach(() => {
  const [author, person] = [authorIdOf(new Uint8Array(16)), personIdOf(new Uint8Array(16))]
  board = new Document({ author, person })
  client = new FakeClient(board)
  notTaken = []
  editor = new DocumentEditor({ document: board, client, onNotTaken: why => notTaken.push(why) })
})

describe('a stroke', () => {
  it('is on the board while it is drawn, and one step in the history', () => {
    const stroke = editor.beginStroke(HEADER)
    stroke.extend([sample(80)], 8)
    expect(pointCounts()).toEqual([2])
    stroke.finish([sample(160)], 8)
    expect(board.get(stroke.id)).toMatchObject({ isFinished: true })
    editor.undo()
    expect(board.isEmpty).toBe(true)
    expect(board.history.canUndo).toBe(false)
    editor.redo()
    expect(pointCounts()).toEqual([3])
  })

  it('leaves nothing behind when it was none', () => {
    const stroke = editor.beginStroke(HEADER)
    stroke.extend([sample(80)], 8)
    stroke.discard()
    expect(board.isEmpty).toBe(true)
    expect(board.history).toMatchObject({ canUndo: false, canRedo: false })
  })
})

describe('[G4] where no more work fits', () => {
  it('a stroke ends where it got to, and nothing of it comes later', () => {
    const stroke = editor.beginStroke(HEADER)
    stroke.extend([sample(80)], 8)
    expect(stroke.isTaken).toBe(true)
    client.refuses = 'full'
    stroke.extend([sample(160)], 8)
    expect(stroke.isTaken).toBe(false)
    client.refuses = null
    stroke.extend([sample(240)], 8)
    stroke.finish([], 0)
    expect(pointCounts()).toEqual([2])
    expect(notTaken).toEqual(['full'])
  })

  it('the next stroke is whole again once there is room', () => {
    client.refuses = 'full'
    editor.beginStroke(HEADER).finish([sample(80)], 8)
    expect(board.isEmpty).toBe(true)
    client.refuses = null
    drawStroke()
    expect(pointCounts()).toEqual([2])
    editor.undo()
    expect(board.isEmpty).toBe(true)
  })

  it('an undo is not lost: it can be done when there is room', () => {
    drawStroke()
    client.refuses = 'full'
    editor.undo()
    expect(pointCounts()).toEqual([2])
    expect(board.history.canUndo).toBe(true)
    client.refuses = null
    editor.undo()
    expect(board.isEmpty).toBe(true)
  })

  it('a stopped client is named as what it is', () => {
    client.refuses = 'stopped'
    expect(editor.beginStroke(HEADER).isTaken).toBe(false)
    expect(notTaken).toEqual(['stopped'])
  })
})

describe('a stroke in the place of another', () => {
  const samples = [sample(800), sample(1600), sample(2400)]

  it('comes in one batch with the going of the other, so that nobody sees neither or both', () => {
    const id = drawStroke()
    const before = client.taken.length
    editor.replaceStroke(id, { header: HEADER, samples })
    expect(opKinds().slice(before)).toEqual(['remove+create+extend'])
    expect(pointCounts()).toEqual([4])
    expect(board.isVisible(id)).toBe(false)
  })

  it('gives way to it at the first undo, which leaves nothing at the second', () => {
    const id = drawStroke()
    editor.replaceStroke(id, { header: HEADER, samples })
    editor.undo()
    expect(pointCounts()).toEqual([2])
    expect(board.isVisible(id)).toBe(true)
    editor.undo()
    expect(board.isEmpty).toBe(true)
    editor.redo()
    editor.redo()
    expect(pointCounts()).toEqual([4])
  })

  it('is left out, and the other stays, where no more work fits', () => {
    const id = drawStroke()
    client.refuses = 'full'
    editor.replaceStroke(id, { header: HEADER, samples })
    expect(board.isVisible(id)).toBe(true)
    expect(pointCounts()).toEqual([2])
  })
})

describe('erasing', () => {
  it('names only what shows', () => {
    const id = drawStroke()
    const before = client.taken.length
    editor.beginStep()
    editor.erase([id])
    editor.erase([id])
    editor.endStep()
    expect(opKinds().slice(before)).toEqual(['remove'])
  })

  it('is taken back without a trace when the gesture was none', () => {
    const id = drawStroke()
    editor.beginStep()
    editor.erase([id])
    editor.discardStep()
    expect(board.isVisible(id)).toBe(true)
    editor.undo()
    expect(board.isEmpty).toBe(true)
  })

  it('of more than a frame takes goes out in several batches, and comes back in one undo', () => {
    const ids = Array.from({ length: limits.MAX_REMOVE_IDS + 1 }, () => drawStroke())
    const before = client.taken.length
    editor.beginStep()
    editor.erase(ids)
    editor.endStep()
    const batches = client.taken.slice(before)
    for (const { ops } of batches) {
      expect(encodeOps(ops).length).toBeLessThan(limits.MAX_FRAME_BYTES)
    }
    expect(board.isEmpty).toBe(true)
    editor.undo()
    expect(board.size).toBe(ids.length)
  })
})

describe('the board', () => {
  it('is cleared in one step, its title staying', () => {
    editor.setTitle('Plan')
    drawStroke()
    drawStroke()
    editor.clear()
    expect(board.isEmpty).toBe(true)
    expect(board.title).toBe('Plan')
    editor.undo()
    expect(board.size).toBe(2)
  })

  it('is cleared of nothing where nothing is', () => {
    editor.clear()
    expect(client.taken).toEqual([])
    expect(board.history.canUndo).toBe(false)
  })
})

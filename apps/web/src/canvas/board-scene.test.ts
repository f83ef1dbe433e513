import { expect, it } from 'vitest'
import { BoardScene, isMark } from './board-scene.ts'
import type { SceneStroke } from './scene.ts'
import { HEADER, madeStroke, strokeId } from './testing/made-strokes.ts'

const ALL = { minX: -1e6, minY: -1e6, maxX: 1e6, maxY: 1e6 }

function mark(n: number, x = 0): SceneStroke {
  return { ...madeStroke(n, x), header: { ...HEADER, brush: 'highlighter', opacity: n } }
}

function sceneOf(...strokes: readonly SceneStroke[]): BoardScene {
  const scene = new BoardScene()
  scene.marks.put(strokes.filter(isMark))
  scene.ink.put(strokes.filter(stroke => !isMark(stroke)))
  return scene
}

it('has marks below ink, also those that came after it', () => {
  const scene = sceneOf(madeStroke(1), mark(2), madeStroke(3), mark(4))
  expect(scene.within(ALL).map(({ order }) => Number(order))).toEqual([2, 4, 1, 3])
  expect(scene.size).toBe(4)
})

it('finds both near a place, and by their ids', () => {
  const scene = sceneOf(madeStroke(1), mark(2), madeStroke(3, 500), mark(4, 500))
  const near = scene.near({ minX: 0, minY: 0, maxX: 5, maxY: 5 })
  expect(new Set(near.map(({ order }) => Number(order)))).toEqual(new Set([1, 2]))
  expect(scene.get(strokeId(2))?.header.brush).toBe('highlighter')
  expect(scene.get(strokeId(3))?.header.brush).toBe('pen')
  expect(scene.get(strokeId(9))).toBeNull()
})

it('reaches around both, and around neither when it is empty', () => {
  const scene = sceneOf(madeStroke(1, -300), mark(2, 700))
  expect(scene.bounds()).toMatchObject({ minX: -301, maxX: 711 })
  scene.clear()
  expect(scene.bounds()).toBeNull()
  expect(scene.size).toBe(0)
})

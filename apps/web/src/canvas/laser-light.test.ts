import { authorIdOf } from '@inkroom/protocol'
import { beforeEach, expect, it } from 'vitest'
import type { LaserLayer } from './laser-layer.ts'
import { LaserLight } from './laser-light.ts'
import type { TrailPiece } from './laser-trails.ts'

const ANN = authorIdOf(new Uint8Array(16).fill(1))
const BOB = authorIdOf(new Uint8Array(16).fill(2))
const VIEWPORT = { camera: { x: 0, y: 0, zoom: 1 }, size: { width: 400, height: 200 }, dpr: 1 }

let told: string[] = []
let loads = 0
let isOffline = false

class FakeLayer {
  setViewport = () => told.push('viewport')
  take = (by: string, { first }: TrailPiece) => told.push(`${by === ANN ? 'ann' : 'bob'} ${first}`)
  keepOnly = () => told.push('keep only')
  clear = () => told.push('clear')
}

async function load(): Promise<{ LaserLayer: typeof LaserLayer }> {
  loads += 1
  if (isOffline) throw new Error('no network')
  // What the light asks of its layer is all of these four.
  return { LaserLayer: FakeLayer as unknown as typeof LaserLayer }
}

function mount(): LaserLight {
  // The fake layer reads none of them.
  const light = new LaserLight({} as ConstructorParameters<typeof LaserLayer>[0], load)
  light.setViewport(VIEWPORT)
  return light
}

const piece = (first: number): TrailPiece => ({ trail: 1, first, points: [{ x: 0, y: 0 }] })
/** All that was promised so far has come about. */
const settled = () => new Promise(resolve => setImmediate(resolve))

beforeEach(() => {
  told = []
  loads = 0
  isOffline = false
})

it('loads nothing until somebody points, and then tells all that came meanwhile', async () => {
  const light = mount()
  light.setViewport(VIEWPORT)
  expect(loads).toBe(0)
  light.take(ANN, piece(0), 'red')
  light.take(BOB, piece(5), 'blue')
  await settled()
  expect(told.filter(each => each !== 'viewport')).toEqual(['ann 0', 'bob 5'])
  expect(told[0]).toBe('viewport')
  light.take(ANN, piece(1), 'red')
  expect(told.at(-1)).toBe('ann 1')
  expect(loads).toBe(1)
})

it('shows nothing late of what was taken away before the code came', async () => {
  const light = mount()
  light.take(ANN, piece(0), 'red')
  light.take(BOB, piece(0), 'blue')
  light.keepOnly(ANN)
  await settled()
  expect(told.filter(each => each !== 'viewport')).toEqual(['ann 0'])
  const other = mount()
  other.take(BOB, piece(0), 'blue')
  other.clear()
  await settled()
  expect(told).not.toContain('bob 0')
})

it('stays dark where the code cannot be loaded, and tries again', async () => {
  isOffline = true
  const light = mount()
  light.take(ANN, piece(0), 'red')
  await settled()
  expect(told).toEqual([])
  isOffline = false
  light.take(ANN, piece(1), 'red')
  await settled()
  expect(told.at(-1)).toBe('ann 1')
})

import { decodeLaser, EPHEMERAL_KINDS, type LaserPiece, limits } from '@inkroom/protocol'
import { beforeEach, describe, expect, it } from 'vitest'
import type { LaserHand } from '../tools/tool-behaviour.ts'
import { createLaserHand, LASER_INTERVAL_MS, LASER_WORD_MS, trailPieceOf } from './laser-hand.ts'
import { FakeClient } from './testing/fake-client.ts'
import { ManualClock } from './testing/manual-clock.ts'

let clock: ManualClock
let client: FakeClient
let shown: LaserPiece[]
let hand: LaserHand

beforeEach(() => {
  clock = new ManualClock()
  client = new FakeClient()
  shown = []
  hand = createLaserHand({ client, clock, show: piece => shown.push(piece) })
})

const words = (): LaserPiece[] =>
  client.ephemerals.map(({ kind, body }) => {
    expect(kind).toBe(EPHEMERAL_KINDS.laser)
    const piece = decodeLaser(body)
    if (piece === null) throw new Error('a word that can be read')
    return piece
  })

const xsOf = ({ points }: LaserPiece): number[] => points.map(({ x }) => x)

/** One point each 4 ms. */
function drag(count: number): void {
  for (let i = 0; i < count; i += 1) {
    hand.move([{ x: i, y: -i }])
    clock.pass(4)
  }
}

describe('this tab’s own light', () => {
  it('is shown at once and told at once, on the grid of the zoom', () => {
    hand.begin(4)
    hand.move([{ x: 2.5, y: -1 }])
    const piece = { page: 0, trail: 1, first: 0, gridExponent: 4, points: [{ x: 40, y: -16 }] }
    expect(shown).toEqual([piece])
    expect(words()).toEqual([piece])
  })

  it('is told as often as the server relays, also after the pen was lifted', () => {
    hand.begin(0)
    drag(100)
    clock.pass(LASER_INTERVAL_MS)
    expect(client.ephemerals.length).toBeLessThanOrEqual(400 / LASER_INTERVAL_MS + 2)
    expect(words().at(-1)).toMatchObject({ points: expect.any(Array) })
    expect(words().flatMap(xsOf).at(-1)).toBe(99)
    const told = client.ephemerals.length
    clock.pass(1_000)
    expect(client.ephemerals).toHaveLength(told)
  })

  it('says with each word what was drawn in the last 300 ms, and with which index', () => {
    hand.begin(0)
    drag(200)
    clock.pass(LASER_INTERVAL_MS)
    for (const piece of words()) {
      const xs = xsOf(piece)
      expect(piece.first).toBe(xs[0])
      expect(xs).toEqual(xs.map((_, i) => piece.first + i))
      expect(xs.length).toBeLessThanOrEqual(limits.MAX_LASER_POINTS)
    }
    // 64 points are 256 ms of this hand.
    expect(words().at(-1)?.points).toHaveLength(limits.MAX_LASER_POINTS)
  })

  it('says nothing of what is longer ago', () => {
    hand.begin(0)
    drag(10)
    clock.pass(LASER_WORD_MS)
    hand.move([{ x: 500, y: 0 }])
    clock.pass(LASER_INTERVAL_MS)
    expect(words().at(-1)).toMatchObject({ first: 10, points: [{ x: 500, y: 0 }] })
  })

  it('is told to its end, also where the next trail begins at once', () => {
    hand.begin(0)
    drag(3)
    hand.begin(0)
    hand.move([{ x: 50, y: 0 }])
    clock.pass(LASER_INTERVAL_MS)
    clock.pass(LASER_INTERVAL_MS)
    const told = words().map(word => [word.trail, xsOf(word)])
    expect(told).toEqual([
      [1, [0]],
      [1, [0, 1, 2]],
      [2, [50]],
    ])
  })

  it('tells the end of a trail in a word of its own, as often as the server relays', () => {
    hand.begin(0)
    drag(3)
    hand.begin(0)
    hand.move([{ x: 50, y: 0 }])
    clock.pass(LASER_INTERVAL_MS)
    expect(words().map(({ trail }) => trail)).toEqual([1, 1])
  })

  it('says the end of a trail once, where nothing follows', () => {
    hand.begin(0)
    drag(3)
    hand.begin(0)
    clock.pass(1_000)
    expect(words().map(({ trail }) => trail)).toEqual([1, 1])
  })

  it('counts its trails', () => {
    hand.begin(0)
    hand.move([{ x: 1, y: 1 }])
    hand.begin(0)
    clock.pass(LASER_INTERVAL_MS)
    hand.move([{ x: 9, y: 9 }])
    expect(words().map(({ trail, first }) => [trail, first])).toEqual([
      [1, 0],
      [2, 0],
    ])
  })
})

it('a piece lies where it was drawn, at any grid', () => {
  const piece = { page: 0, trail: 3, first: 5, gridExponent: -2, points: [{ x: 3, y: -1 }] }
  expect(trailPieceOf(piece)).toEqual({ trail: 3, first: 5, points: [{ x: 12, y: -4 }] })
})

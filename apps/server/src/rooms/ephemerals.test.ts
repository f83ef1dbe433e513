import { AuthorTable, decodeDown, limits } from '@inkroom/protocol'
import { describe, expect, test } from 'vitest'
import { ManualClock } from '../testing/manual-clock.ts'
import { Ephemerals } from './ephemerals.ts'

class Listener {
  readonly frames: [index: number, kind: number, body: number[]][][] = []
  readonly index: number

  constructor(index: number) {
    this.index = index
  }

  takeEphemerals(frame: Uint8Array): void {
    const decoded = decodeDown(frame, new AuthorTable())
    if (decoded.type !== 'ephemeral') throw new Error('another frame')
    this.frames.push(decoded.all.map(({ index, kind, body }) => [index, kind, [...body]]))
  }
}

function setUp() {
  const clock = new ManualClock()
  const listeners = [0, 1, 2].map(index => new Listener(index))
  const ephemerals = new Ephemerals({ clock, listeners: () => listeners })
  const say = (index: number, kind: number, byte: number) =>
    ephemerals.say(index, kind, Uint8Array.of(byte))
  return { clock, ephemerals, say, listeners, frames: () => listeners.map(({ frames }) => frames) }
}

describe('ephemerals', () => {
  test('the newest of each author and kind reaches everyone but its author, in one frame', () => {
    const { clock, say, frames } = setUp()
    say(0, 0, 1)
    say(0, 0, 2)
    say(1, 0, 3)
    say(1, 5, 4)
    clock.advance(33)
    const [a, b, c] = frames()
    expect(a).toEqual([
      [
        [1, 0, [3]],
        [1, 5, [4]],
      ],
    ])
    expect(b).toEqual([[[0, 0, [2]]]])
    expect(c).toEqual([
      [
        [0, 0, [2]],
        [1, 0, [3]],
        [1, 5, [4]],
      ],
    ])
  })

  test('who alone has spoken gets no frame', () => {
    const { clock, say, frames } = setUp()
    say(2, 0, 1)
    clock.advance(33)
    expect(frames().map(all => all.length)).toEqual([1, 1, 0])
  })

  test('there are at most 30 frames a second', () => {
    const { clock, say, frames } = setUp()
    for (let n = 0; n < 1000; n += 1) {
      say(0, 0, n & 0xff)
      clock.advance(1)
    }
    expect(frames()[1]?.length).toBeLessThanOrEqual(31)
    expect(frames()[1]?.length).toBeGreaterThan(25)
  })

  test('the first word after a silence does not wait', () => {
    const { clock, say, frames } = setUp()
    clock.advance(1000)
    say(0, 0, 1)
    clock.advance(0)
    expect(frames()[1]?.length).toBe(1)
  })

  test('[G11] a frame is at most a chunk; who finds no room in it comes first in the next', () => {
    const { clock, ephemerals, frames } = setUp()
    const word = new Uint8Array(limits.MAX_EPHEMERAL_BYTES)
    const all = Array.from({ length: 200 }, (_, index) => index)
    for (const index of all) ephemerals.say(index, 0, word)
    clock.advance(33)
    const first = frames()[1]?.[0]?.length ?? 0
    expect(first).toBeGreaterThan(50)
    expect(first * word.length).toBeLessThan(limits.CHUNK_BYTES)
    ephemerals.say(0, 0, word)
    clock.advance(1000)
    const heard = frames()[1]?.flatMap(words => words.map(([index]) => index))
    expect(heard).toEqual([...all.filter(index => index !== 1), 0])
  })

  test('a number that is given anew brings no word of who had it before', () => {
    const { clock, ephemerals, say, frames } = setUp()
    say(0, 0, 1)
    ephemerals.forget(0)
    clock.advance(100)
    expect(frames()[1]).toEqual([])
    say(0, 0, 1)
    ephemerals.close()
    expect(clock.pendingCount).toBe(0)
  })
})

import type { Clock } from '@inkroom/client'
import { appendBody, EMPTY_BODY, type Row } from '@inkroom/protocol'
import { beforeEach, describe, expect, it } from 'vitest'
import { ManualClock } from '../session/testing/manual-clock.ts'
import { BoardKeeper, LONGEST_WAIT_MS, QUIET_MS } from './board-keeper.ts'
import type { BoardCopy } from './kept-board.ts'
import { PART_ROWS } from './kept-board.ts'
import { keptRow, keptRows, placeAt } from './testing/kept-rows.ts'
import { MemoryShelf } from './testing/memory-shelf.ts'

const NAME = 'sketch'
let clock: ManualClock
let shelf: MemoryShelf
let stamps: number
let copy: BoardCopy | null
/** What the page was told, each time. */
let told: boolean[]
/** How often the board was looked at. */
let looks: number

function board(rows: readonly Row[], seq: number, history = 0): BoardCopy {
  return { rows, position: placeAt(seq, history) }
}

function keeperOf(onTurn: () => void = () => undefined, time: Clock = clock): BoardKeeper {
  return new BoardKeeper({
    roomName: NAME,
    shelf,
    clock: time,
    copy: () => {
      looks += 1
      return copy
    },
    drawStamp: () => `stamp ${(stamps += 1)}`,
    nextTurn: async () => onTurn(),
    onKept: isKept => told.push(isKept),
  })
}

/** The same time, of which a millisecond passes each time that it is asked for: as long as a part takes. */
function stepping(time: ManualClock): Clock {
  const nowMs = () => {
    time.pass(1)
    return time.nowMs()
  }
  return { nowMs, setTimer: time.setTimer.bind(time) }
}

/** What a timer set going is done. */
const settle = async () => {
  for (let i = 0; i < 20; i += 1) await Promise.resolve()
}
const pass = async (ms: number) => {
  clock.pass(ms)
  await settle()
}
const keptSeq = async () => (await shelf.read(NAME))?.copy.position.seq ?? null

beforeEach(() => {
  clock = new ManualClock()
  shelf = new MemoryShelf()
  stamps = 0
  told = []
  looks = 0
  copy = board(keptRows(3), 3)
})

describe('a board is kept', () => {
  it('some seconds after the last change', async () => {
    const keeper = keeperOf()
    keeper.changed()
    await pass(QUIET_MS - 1)
    keeper.changed()
    await pass(QUIET_MS - 1)
    expect(await keptSeq()).toBeNull()
    await pass(1)
    expect(await keptSeq()).toBe(3)
  })

  it('now and then while changes do not end', async () => {
    const keeper = keeperOf()
    for (let atMs = 0; atMs <= LONGEST_WAIT_MS + 1_000; atMs += 1_000) {
      keeper.changed()
      await pass(1_000)
    }
    expect(shelf.written.length).toBe(1)
  })

  it('at once when the page is put aside, and then not once more', async () => {
    const keeper = keeperOf()
    keeper.changed()
    await keeper.keepNow()
    expect(await keptSeq()).toBe(3)
    await pass(QUIET_MS)
    await keeper.keepNow()
    expect(shelf.written.length).toBe(1)
  })

  it('not without a place to go on from, and not while it is empty', async () => {
    const keeper = keeperOf()
    copy = null
    await keeper.keepNow()
    copy = board([], 0)
    await keeper.keepNow()
    expect(shelf.boards.size).toBe(0)
  })

  it('not after the end', async () => {
    const keeper = keeperOf()
    keeper.changed()
    keeper.stop()
    await pass(LONGEST_WAIT_MS)
    await keeper.keepNow()
    expect(shelf.boards.size).toBe(0)
  })
})

it('is forgotten for good: neither a timer nor a page that is put aside brings it back', async () => {
  const keeper = keeperOf()
  keeper.changed()
  const underWay = keeper.keepNow()
  await keeper.forget()
  await underWay
  keeper.changed()
  await pass(LONGEST_WAIT_MS)
  await keeper.keepNow()
  expect(shelf.boards.size).toBe(0)
})

describe('what is written', () => {
  it('is what changed', async () => {
    const keeper = keeperOf()
    const rows = keptRows(4 * PART_ROWS)
    copy = board(rows, 300)
    await keeper.keepNow()
    copy = board([...rows.with(0, keptRow(1, 301)), keptRow(302)], 302)
    await keeper.keepNow()
    expect(shelf.written).toEqual([
      [0, 1, 2, 3],
      [0, 4],
    ])
    expect((await shelf.read(NAME))?.copy.rows.length).toBe(rows.length + 1)
  })

  it('is what changed since the last visit, where the board was begun from that', async () => {
    copy = board(keptRows(2 * PART_ROWS), 200)
    await keeperOf().keepNow()
    const shelved = await shelf.read(NAME)
    if (shelved === null) throw new Error('nothing was kept')
    const next = keeperOf()
    next.beganFrom(shelved)
    await next.keepNow()
    expect(shelf.written.length).toBe(1)
    copy = board([...shelved.copy.rows, keptRow(999)], 201)
    await next.keepNow()
    expect(shelf.written.at(-1)).toEqual([2])
  })

  it('is everything where another page was there before, whose parts are others', async () => {
    const [one, other] = [keeperOf(), keeperOf()]
    const rows = keptRows(PART_ROWS + 1)
    copy = board(rows, 70)
    await one.keepNow()
    copy = board(rows.toReversed(), 71)
    await other.keepNow()
    const grown = [...rows, keptRow(99)]
    copy = board(grown, 99)
    await one.keepNow()
    expect(shelf.written.at(-1)).toEqual([0, 1])
    expect((await shelf.read(NAME))?.copy.rows.map(({ id }) => id)).toEqual(
      grown.map(({ id }) => id),
    )
  })

  it('is nothing where another page has kept the same', async () => {
    const [one, other] = [keeperOf(), keeperOf()]
    await one.keepNow()
    await other.keepNow()
    expect(shelf.written.length).toBe(1)
  })

  it('[G5] is the history that the server has, also where an older one went further', async () => {
    copy = board(keptRows(9), 9)
    await keeperOf().keepNow()
    copy = board(keptRows(4), 4, 1)
    await keeperOf().keepNow()
    expect(await keptSeq()).toBe(4)
  })
})

describe('a shelf that fails', () => {
  const rows = keptRows(PART_ROWS + 1)
  const grown = [...rows, keptRow(99)]

  it('keeps what it had, and is brought the rest the next time', async () => {
    const keeper = keeperOf()
    copy = board(rows, 70)
    await keeper.keepNow()
    shelf.fails = true
    copy = board(grown, 99)
    await keeper.keepNow()
    expect(await keptSeq()).toBe(70)
    expect(told).toEqual([true, false])
    shelf.fails = false
    await keeper.keepNow()
    expect(told.at(-1)).toBe(true)
    expect(shelf.written.at(-1)).toEqual([1])
    expect(await keptSeq()).toBe(99)
  })

  it('and has lost what it had is brought everything', async () => {
    const keeper = keeperOf()
    copy = board(rows, 70)
    await keeper.keepNow()
    shelf.boards.clear()
    copy = board(grown, 99)
    await keeper.keepNow()
    expect(shelf.written.at(-1)).toEqual([0, 1])
    expect(await keptSeq()).toBe(99)
  })
})

describe('[G18] a board that is too large to be kept', () => {
  // A part of it is 3.8 MB, all of it ten times what is kept.
  const body = appendBody(EMPTY_BODY, new Uint8Array(60_000))
  const large = keptRows(85 * PART_ROWS).map(row => ({ ...row, body }))

  it('is made ready no further than to the limit, and once a visit', async () => {
    let turns = 0
    const keeper = keeperOf(() => (turns += 1), stepping(clock))
    copy = board(large, 9_000)
    await keeper.keepNow()
    expect(turns).toBeLessThanOrEqual(3)
    copy = board(large, 9_001)
    keeper.changed()
    await pass(LONGEST_WAIT_MS)
    await keeper.keepNow()
    expect(looks).toBe(1)
  })

  it('[G20] is told of, and what was kept of it goes', async () => {
    const keeper = keeperOf()
    await keeper.keepNow()
    copy = board(large, 9_000)
    await keeper.keepNow()
    expect(told).toEqual([true, false])
    expect(shelf.boards.size).toBe(0)
  })
})

it('the page has its turn while a large board is made ready', async () => {
  let turns = 0
  const keeper = keeperOf(() => (turns += 1), stepping(clock))
  copy = board(keptRows(100 * PART_ROWS), 9_000)
  await keeper.keepNow()
  expect(await keptSeq()).toBe(9_000)
  expect(turns).toBeGreaterThanOrEqual(20)
})

import type { ClientState } from '@inkroom/client'
import {
  authorIdOf,
  type Batch,
  encodeOps,
  type Op,
  type PersonHere,
  type PersonId,
  personIdOf,
  roomIdOf,
  type Welcome,
} from '@inkroom/protocol'
import { beforeEach, describe, expect, it } from 'vitest'
import { boardStore, INITIAL_BOARD_STATE } from '../app/board-store.ts'
import { IDLE_AFTER_MS } from './people-list.ts'
import { SessionReport } from './session-report.ts'
import { BEAT } from './testing/beat.ts'
import { FakeClient } from './testing/fake-client.ts'
import { ManualClock } from './testing/manual-clock.ts'

let client: FakeClient
let clock: ManualClock
let report: SessionReport

const shown = () => boardStore.getState()
const LIVE: ClientState = { kind: 'live', attempt: 1, sinceMs: 0 }
const NO_PROGRESS = { receivedRows: 0, totalRows: 0, receivedBytes: 0, totalBytes: 0 }
const STOPPED: ClientState = { kind: 'stopped', reason: 'too-old', code: 4426 }
const room = (n: number) => roomIdOf(new Uint8Array(8).fill(n))

const WELCOME: Welcome = {
  type: 'welcome',
  room: room(1),
  mode: 'resumed',
  seq: 0,
  head: 0,
  settled: 0,
  refused: [],
  rows: 0,
  rowsBytes: 0,
  maxFrameBytes: 65_536,
  reconnectSpreadMs: 1_000,
  beatMs: 9_000,
  mayDraw: true,
  isFull: false,
  isBelowFloor: false,
}

function batchNumbered(counter: number): Batch {
  const ops: readonly Op[] = [{ kind: 'restore', counter: 1 }]
  return { author: authorIdOf(new Uint8Array(16)), counter, ops, bytes: encodeOps(ops) }
}

function refusedNumbered(counter: number) {
  const batch = batchNumbered(counter)
  const { author } = batch
  return { author, counter, refusal: 'forbidden', opIndex: null, batch } as const
}

function personHere(n: number): PersonHere {
  const person: PersonId = personIdOf(new Uint8Array(16).fill(n))
  return { person, profile: { name: `Person ${n}`, color: 2 }, joinedAtMs: 0, peers: [] }
}

beforeEach(() => {
  boardStore.setState(INITIAL_BOARD_STATE, true)
  client = new FakeClient()
  clock = new ManualClock()
  report = new SessionReport(client, clock)
})

describe('[G20] saving', () => {
  it('is said when a batch is on its way for longer than a moment', () => {
    client.waitsFor(1)
    expect(shown().save).toEqual({ kind: 'saved' })
    clock.pass(400)
    expect(shown().save).toEqual({ kind: 'saving', count: 1 })
    client.waitsFor(0)
    expect(shown().save).toEqual({ kind: 'saved' })
  })

  it('is not said of batches that each take no time', () => {
    for (let n = 0; n < 100; n += 1) {
      client.waitsFor(1)
      clock.pass(20)
      client.waitsFor(0)
      expect(shown().save.kind).toBe('saved')
    }
  })

  it('is never left standing as saved when the link goes with work on its way', () => {
    client.waitsFor(3)
    client.go({ kind: 'waiting', attempt: 2, untilMs: 500 })
    expect(shown().save).toEqual({ kind: 'offline', count: 3, isKept: true, retryAtMs: 500 })
    client.go({ kind: 'joining', attempt: 2, ...NO_PROGRESS })
    expect(shown().save).toEqual({ kind: 'saving', count: 3 })
  })
})

describe('a full outbox', () => {
  beforeEach(() => {
    client.waitsFor(10)
    report.showNotTaken('full')
  })

  it('is said at once', () => {
    expect(shown().save).toMatchObject({ kind: 'blocked', reason: 'outbox-full', count: 10 })
  })

  it('is over when half of it has gone, and not with each batch that fits', () => {
    for (const count of [9, 10, 8, 6]) {
      client.waitsFor(count)
      expect(shown().save).toMatchObject({ kind: 'blocked', count })
    }
    client.waitsFor(5)
    expect(shown().save).toEqual({ kind: 'saving', count: 5 })
  })

  it('gives way to the reason for which the client stopped', () => {
    client.go(STOPPED)
    expect(shown().save).toMatchObject({ kind: 'blocked', reason: 'too-old', count: 10 })
  })
})

describe('[G18] a board without space', () => {
  const refuse = () => client.say('refused', { ...refusedNumbered(1), refusal: 'board-full' })

  it('is only looked at, and says why, from the first refusal or from the welcome on', () => {
    const told = { isReadOnly: true, save: { kind: 'blocked', reason: 'board-full' } }
    refuse()
    expect(shown()).toMatchObject(told)
    client.say('welcome', WELCOME)
    expect(shown()).toMatchObject({ isReadOnly: false, save: { kind: 'saved' } })
    client.say('welcome', { ...WELCOME, isFull: true })
    expect(shown()).toMatchObject(told)
  })

  it('is not this one where work for another board was refused', () => {
    client.say('refused', { ...refusedNumbered(1), refusal: 'board-full', roomName: 'another' })
    expect(shown()).toMatchObject({ isReadOnly: false, save: { kind: 'saved' } })
  })

  it('is full, or has space again, when the server says so while one is connected', () => {
    client.say('beat', { ...BEAT, isFull: true })
    expect(shown()).toMatchObject({ isReadOnly: true, save: { reason: 'board-full' } })
    client.say('beat', BEAT)
    expect(shown()).toMatchObject({ isReadOnly: false, save: { kind: 'saved' } })
  })

  it('is not one with space because a batch from before is saved', () => {
    refuse()
    client.say('settled', { counter: 2 })
    expect(shown()).toMatchObject({ isReadOnly: true, save: { reason: 'board-full' } })
  })
})

describe('the right to draw', () => {
  it('is as the welcome says', () => {
    client.say('welcome', { ...WELCOME, mayDraw: false })
    expect(shown().isReadOnly).toBe(true)
    client.go({ kind: 'waiting', attempt: 2, untilMs: 0 })
    expect(shown().isReadOnly).toBe(true)
    client.say('welcome', WELCOME)
    expect(shown().isReadOnly).toBe(false)
  })

  it('ends with the client, which is not called full', () => {
    client.go(STOPPED)
    report.showNotTaken('stopped')
    expect(shown().isReadOnly).toBe(true)
    expect(shown().save).toMatchObject({ kind: 'blocked', reason: 'too-old' })
  })

  it('is not there from the beginning where the address names no board', () => {
    const stopped = new FakeClient()
    stopped.state = { kind: 'stopped', reason: 'board-name', code: 4404 }
    const told = new SessionReport(stopped, clock)
    expect(told).toBeDefined()
    expect(shown()).toMatchObject({ isReadOnly: true, save: { reason: 'board-name' } })
  })
})

describe('[G2] work that is not accepted', () => {
  it('is in the tray, whether a server refused it or it never could be sent', () => {
    client.say('refused', refusedNumbered(4))
    report.showNotTaken('too-large')
    expect(shown().tray.map(({ why }) => why)).toEqual([
      { kind: 'refused', reason: 'forbidden' },
      { kind: 'refused', reason: 'too-large' },
    ])
    expect(shown().save.kind).toBe('saved')
  })
})

describe('[G4] what is kept', () => {
  it('is told from what is in this tab alone, as soon as the store fails or works again', () => {
    client.waitsFor(2)
    client.go({ kind: 'offline', attempt: 2 })
    expect(shown().save).toMatchObject({ kind: 'offline', isKept: true })
    client.isKept = false
    client.say('kept', { isKept: false, unkeptCount: 2 })
    expect(shown().save).toMatchObject({ kind: 'offline', isKept: false })
    client.isKept = true
    client.say('kept', { isKept: true, unkeptCount: 0 })
    expect(shown().save).toMatchObject({ kind: 'offline', isKept: true })
  })

  it('of an earlier visit is told of when it was sent, and not where all of it was there already', () => {
    client.say('recovered', { sent: 0, refused: 3 })
    expect(shown().notices).toEqual([])
    client.say('recovered', { sent: 3, refused: 1 })
    expect(shown().notices).toMatchObject([{ kind: 'recovered', count: 3 }])
  })
})

it('[G3] says that the board went back to an older history', () => {
  client.say('history-replaced', { seq: 9, head: 4 })
  expect(shown().notices).toMatchObject([{ kind: 'error', reason: 'history-replaced' }])
})

describe('loading', () => {
  const joining = (receivedBytes: number): ClientState => ({
    kind: 'joining',
    attempt: 1,
    ...NO_PROGRESS,
    receivedBytes,
    totalBytes: 900,
  })

  it('shows its progress once it takes longer than a moment, until the board is here', () => {
    client.go(joining(0))
    clock.pass(200)
    client.go(joining(300))
    expect(shown().load.kind).toBe('ready')
    clock.pass(200)
    client.go(joining(600))
    expect(shown().load).toEqual({ kind: 'loading', receivedBytes: 600, totalBytes: 900 })
    // Ten times a second is as often as anybody sees.
    clock.pass(60)
    client.go(joining(700))
    expect(shown().load).toMatchObject({ receivedBytes: 600 })
    clock.pass(60)
    client.go(joining(800))
    expect(shown().load).toMatchObject({ receivedBytes: 800 })
    client.go(LIVE)
    expect(shown().load.kind).toBe('ready')
  })
})

describe('people', () => {
  it('come and go on one line each', () => {
    const { person, profile } = personHere(1)
    client.say('joined', { person, profile, atMs: 0, count: 2 })
    client.say('left', { person, profile, joinedAtMs: 0, atMs: 0, count: 1 })
    expect(shown().notices).toMatchObject([{ kind: 'left', name: 'Person 1', count: 1 }])
  })

  it('are idle when nothing was seen of them for long, until they do something', () => {
    const { person } = personHere(1)
    client.people = [personHere(1)]
    clock.pass(IDLE_AFTER_MS + 1)
    report.showPeople()
    expect(shown().people).toMatchObject([{ idle: true }])
    report.active(person)
    report.showPeople()
    expect(shown().people).toMatchObject([{ idle: false }])
  })

  it('are told only when something is new', () => {
    client.people = [personHere(1)]
    report.showPeople()
    const { people } = shown()
    clock.pass(1_000)
    report.showPeople()
    expect(shown().people).toBe(people)
    client.peopleCount = 7
    report.showPeople()
    expect(shown().peopleCount).toBe(7)
  })
})

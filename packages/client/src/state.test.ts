import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type ClientState,
  IDLE,
  nextState,
  type StateEvent,
  type StateEventType,
  type StateKind,
  TRANSITIONS,
} from './state.ts'

const attempt = fc.integer({ min: 1, max: 9 })
const size = fc.nat(1000)
const event: fc.Arbitrary<StateEvent> = fc.oneof(
  fc.record({ type: fc.constant('try' as const), attempt }),
  fc.record({ type: fc.constant('welcomed' as const), totalRows: size, totalBytes: size }),
  fc.record({ type: fc.constant('received' as const), rows: size, bytes: size }),
  fc.record({ type: fc.constant('caught-up' as const), atMs: size }),
  fc.record({ type: fc.constant('wait' as const), attempt, untilMs: size }),
  fc.record({ type: fc.constant('go-offline' as const), attempt }),
  fc.record({ type: fc.constant('suspend' as const) }),
  fc.record({
    type: fc.constant('stop' as const),
    reason: fc.constantFrom('closed' as const, 'too-old' as const),
    code: fc.constant(null),
  }),
)

const run = (events: readonly StateEvent[], from: ClientState = IDLE) =>
  events.reduce(nextState, from)

const fieldsOf: Readonly<Record<StateKind, readonly string[]>> = {
  idle: ['kind'],
  connecting: ['attempt', 'kind'],
  joining: ['attempt', 'kind', 'receivedBytes', 'receivedRows', 'totalBytes', 'totalRows'],
  live: ['attempt', 'kind', 'sinceMs'],
  waiting: ['attempt', 'kind', 'untilMs'],
  offline: ['attempt', 'kind'],
  stopped: ['code', 'kind', 'reason'],
}

const live = run([
  { type: 'try', attempt: 3 },
  { type: 'welcomed', totalRows: 5, totalBytes: 50 },
  { type: 'caught-up', atMs: 7 },
])

describe('the states of a client', () => {
  it('are left only by the ways of the table', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 40 }), events => {
        let state: ClientState = IDLE
        for (const each of events) {
          const next = nextState(state, each)
          const way = TRANSITIONS[each.type]
          const isTaken = way.from.includes(state.kind)
          expect(next.kind).toBe(isTaken ? way.to : state.kind)
          if (!isTaken) expect(next).toBe(state)
          state = next
        }
      }),
    )
  })

  it('have their own fields and no others', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 40 }), events => {
        const state = run(events)
        expect(Object.keys(state).toSorted()).toEqual(fieldsOf[state.kind])
      }),
    )
  })

  it('end in stopped, which nothing leaves', () => {
    fc.assert(
      fc.property(fc.array(event), fc.array(event), (before, after) => {
        const stopped = run([...before, { type: 'stop', reason: 'closed', code: null }])
        expect(stopped.kind).toBe('stopped')
        expect(run(after, stopped)).toBe(stopped)
      }),
    )
  })

  it('are all reached', () => {
    const reached = new Set<StateKind>()
    for (const { to } of Object.values(TRANSITIONS)) reached.add(to)
    expect([...reached].toSorted()).toEqual(Object.keys(fieldsOf).toSorted())
  })

  it('can all be stopped, and all but stopped and idle be suspended', () => {
    const others = (...left: string[]) => Object.keys(fieldsOf).filter(kind => !left.includes(kind))
    expect([...TRANSITIONS.stop.from].toSorted()).toEqual(others('stopped').toSorted())
    expect([...TRANSITIONS.suspend.from].toSorted()).toEqual(others('stopped', 'idle').toSorted())
  })

  it('carry the attempt from connecting to live', () => {
    expect(live).toEqual({ kind: 'live', attempt: 3, sinceMs: 7 })
  })

  it('add up what a snapshot brought', () => {
    const joining = run([
      { type: 'try', attempt: 1 },
      { type: 'welcomed', totalRows: 5, totalBytes: 50 },
      { type: 'received', rows: 2, bytes: 20 },
      { type: 'received', rows: 3, bytes: 30 },
    ])
    expect(joining).toMatchObject({ receivedRows: 5, totalRows: 5, receivedBytes: 50 })
  })

  it('stay in one life when a slow connection is live again', () => {
    expect(nextState(live, { type: 'caught-up', atMs: 99 })).toBe(live)
  })

  it('join anew from live when a snapshot heals', () => {
    const joining = nextState(live, { type: 'welcomed', totalRows: 1, totalBytes: 1 })
    expect(joining).toMatchObject({ kind: 'joining', attempt: 3, receivedRows: 0 })
  })

  it('ignore an event that has no way, such as rows while waiting', () => {
    const types: StateEventType[] = ['received', 'welcomed', 'caught-up']
    const waiting = run([{ type: 'wait', attempt: 2, untilMs: 9 }], live)
    expect(types.filter(type => TRANSITIONS[type].from.includes(waiting.kind))).toEqual([])
  })
})

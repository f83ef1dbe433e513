import type { ClientState } from '@inkroom/client'
import { describe, expect, it } from 'vitest'
import { type SaveFacts, saveStateOf } from './save-state.ts'

const facts = (client: ClientState, rest: Partial<SaveFacts> = {}): SaveFacts => ({
  client,
  unsettled: 0,
  isKept: true,
  hasJoined: true,
  isFull: false,
  isBoardFull: false,
  ...rest,
})

const live: ClientState = { kind: 'live', attempt: 1, sinceMs: 0 }

describe('[G20] the state that the person sees', () => {
  it('is saved only when live and nothing is unsettled', () => {
    expect(saveStateOf(facts(live))).toEqual({ kind: 'saved' })
    expect(saveStateOf(facts(live, { unsettled: 2 }))).toEqual({ kind: 'saving', count: 2 })
  })

  it('is never saved while the link is down, whatever waits', () => {
    const down: ClientState[] = [
      { kind: 'connecting', attempt: 2 },
      { kind: 'waiting', attempt: 2, untilMs: 77 },
      { kind: 'offline', attempt: 2 },
    ]
    for (const client of down) {
      expect(saveStateOf(facts(client, { unsettled: 3 }))).toMatchObject({
        kind: 'offline',
        count: 3,
      })
    }
    expect(saveStateOf(facts({ kind: 'waiting', attempt: 1, untilMs: 77 }))).toMatchObject({
      retryAtMs: 77,
    })
  })

  it('tells what outlives the page from what does not, wherever something waits', () => {
    const waiting: ClientState[] = [
      { kind: 'connecting', attempt: 1 },
      { kind: 'connecting', attempt: 2 },
      { kind: 'waiting', attempt: 2, untilMs: 77 },
      { kind: 'offline', attempt: 2 },
      { kind: 'stopped', reason: 'too-old', code: 4426 },
    ]
    for (const client of waiting) {
      for (const isKept of [true, false]) {
        expect(saveStateOf(facts(client, { unsettled: 3, isKept }))).toMatchObject({ isKept })
      }
    }
  })

  it('is connecting before the first join', () => {
    const first = facts({ kind: 'connecting', attempt: 1 }, { hasJoined: false })
    expect(saveStateOf(first)).toMatchObject({ kind: 'connecting', count: 0 })
    expect(saveStateOf(facts({ kind: 'idle' }))).toMatchObject({ kind: 'connecting', count: 0 })
  })

  it('says why, when the server will not have it', () => {
    const stopped: ClientState = { kind: 'stopped', reason: 'too-old', code: 4426 }
    expect(saveStateOf(facts(stopped, { unsettled: 1 }))).toEqual({
      kind: 'blocked',
      reason: 'too-old',
      count: 1,
      isKept: true,
    })
    const bug: ClientState = { kind: 'stopped', reason: 'internal', code: null }
    expect(saveStateOf(facts(bug))).toMatchObject({ kind: 'blocked', reason: 'unknown' })
  })

  it('says why it stopped, also where the outbox is full', () => {
    const stopped: ClientState = { kind: 'stopped', reason: 'too-old', code: 4426 }
    expect(saveStateOf(facts(stopped, { unsettled: 9, isFull: true }))).toMatchObject({
      reason: 'too-old',
    })
  })

  it('is why no ink is taken while the server takes no more for the board, with a link or without', () => {
    const down: ClientState = { kind: 'offline', attempt: 2 }
    for (const client of [live, down]) {
      for (const unsettled of [0, 2]) {
        expect(saveStateOf(facts(client, { unsettled, isBoardFull: true }))).toMatchObject({
          kind: 'blocked',
          reason: 'board-full',
          count: unsettled,
        })
      }
    }
    const stopped: ClientState = { kind: 'stopped', reason: 'too-old', code: 4426 }
    expect(saveStateOf(facts(stopped, { isBoardFull: true }))).toMatchObject({ reason: 'too-old' })
  })

  it('says so when no more ink fits', () => {
    const full = facts(live, { unsettled: 9, isFull: true })
    expect(saveStateOf(full)).toMatchObject({ kind: 'blocked', reason: 'outbox-full', count: 9 })
  })
})

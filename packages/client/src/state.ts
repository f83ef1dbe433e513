// Where a client stands, and the one table of how it gets elsewhere. Pure: connector.ts acts on it.
//
//            try             welcomed         caught-up
//     idle ───────▶ connecting ───────▶ joining ───────▶ live
//      ▲               ▲   │               │ ▲            │ │
//      │ suspend   try │   │ wait          │ └────────────┘ │ welcomed (a snapshot heals)
//      └────────────── waiting ◀───────────┴────────────────┘
//                      offline   (go-offline: as waiting, while the device says it has no network)
//     any ── stop ──▶ stopped    (for good)

import { type CloseName, unreachable } from '@inkroom/protocol'

/** `closed` by us · `gave-up` after maxAttempts · `internal` by a bug · `unknown-final`: an unknown 44xx. */
export type StopReason = 'closed' | 'gave-up' | 'internal' | 'unknown-final' | CloseName

export interface Progress {
  readonly receivedRows: number
  readonly totalRows: number
  readonly receivedBytes: number
  readonly totalBytes: number
}

/** `attempt` counts the tries since the connection was last steady, from 1. */
export type ClientState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'connecting'; readonly attempt: number }
  | ({ readonly kind: 'joining'; readonly attempt: number } & Progress)
  | { readonly kind: 'live'; readonly attempt: number; readonly sinceMs: number }
  | { readonly kind: 'waiting'; readonly attempt: number; readonly untilMs: number }
  | { readonly kind: 'offline'; readonly attempt: number }
  | { readonly kind: 'stopped'; readonly reason: StopReason; readonly code: number | null }

export type StateKind = ClientState['kind']

export type StateEvent =
  | { readonly type: 'try'; readonly attempt: number }
  | { readonly type: 'welcomed'; readonly totalRows: number; readonly totalBytes: number }
  | { readonly type: 'received'; readonly rows: number; readonly bytes: number }
  | { readonly type: 'caught-up'; readonly atMs: number }
  | { readonly type: 'wait'; readonly attempt: number; readonly untilMs: number }
  | { readonly type: 'go-offline'; readonly attempt: number }
  | { readonly type: 'suspend' }
  | { readonly type: 'stop'; readonly reason: StopReason; readonly code: number | null }

export type StateEventType = StateEvent['type']

export const IDLE: ClientState = { kind: 'idle' }

/** The table: an event leads to its one target from these states, and changes nothing elsewhere. */
export const TRANSITIONS: Readonly<
  Record<StateEventType, { readonly to: StateKind; readonly from: readonly StateKind[] }>
> = {
  try: { to: 'connecting', from: ['idle', 'connecting', 'waiting', 'offline'] },
  welcomed: { to: 'joining', from: ['connecting', 'joining', 'live'] },
  received: { to: 'joining', from: ['joining'] },
  'caught-up': { to: 'live', from: ['joining', 'live'] },
  wait: { to: 'waiting', from: ['connecting', 'joining', 'live', 'waiting', 'offline'] },
  'go-offline': { to: 'offline', from: ['connecting', 'joining', 'live', 'waiting'] },
  suspend: { to: 'idle', from: ['connecting', 'joining', 'live', 'waiting', 'offline'] },
  stop: { to: 'stopped', from: ['idle', 'connecting', 'joining', 'live', 'waiting', 'offline'] },
}

/** 1 where none is under way. */
export const attemptOf = (state: ClientState): number => ('attempt' in state ? state.attempt : 1)

function joiningState(state: ClientState, totalRows: number, totalBytes: number): ClientState {
  const attempt = attemptOf(state)
  return { kind: 'joining', attempt, receivedRows: 0, totalRows, receivedBytes: 0, totalBytes }
}

function progressedState(state: ClientState, rows: number, bytes: number): ClientState {
  if (state.kind !== 'joining') return state
  const receivedRows = state.receivedRows + rows
  return { ...state, receivedRows, receivedBytes: state.receivedBytes + bytes }
}

/** Live again after falling behind is still the same life. */
function liveState(state: ClientState, atMs: number): ClientState {
  return state.kind === 'live' ? state : { kind: 'live', attempt: attemptOf(state), sinceMs: atMs }
}

/** The state after the event; the same value where the table has no such way. */
export function nextState(state: ClientState, event: StateEvent): ClientState {
  if (!TRANSITIONS[event.type].from.includes(state.kind)) return state
  switch (event.type) {
    case 'try':
      return { kind: 'connecting', attempt: event.attempt }
    case 'welcomed':
      return joiningState(state, event.totalRows, event.totalBytes)
    case 'received':
      return progressedState(state, event.rows, event.bytes)
    case 'caught-up':
      return liveState(state, event.atMs)
    case 'wait':
      return { kind: 'waiting', attempt: event.attempt, untilMs: event.untilMs }
    case 'go-offline':
      return { kind: 'offline', attempt: event.attempt }
    case 'suspend':
      return IDLE
    case 'stop':
      return { kind: 'stopped', reason: event.reason, code: event.code }
    default:
      return unreachable(event)
  }
}

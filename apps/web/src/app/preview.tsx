// The chrome alone, over a drawn board that nobody keeps: for looking at its states while developing and in tests.
// `?state=` picks one of STATES. Never part of the built app.

import type { BoardActions } from './board-actions.ts'
import {
  type BoardState,
  boardStore,
  type Person,
  removeNotice,
  type TrayLot,
} from './board-store.ts'
import { mountApp } from './mount.tsx'
import { preferencesStore } from './preferences-store.ts'

const NAMES = ['Amber Heron', 'Jade Lynx', '青色水獭', 'Coral Seal', 'Silver Owl', 'Plum Hare']

const people = (count: number): readonly Person[] => [
  {
    id: 'self',
    name: preferencesStore.getState().personName,
    color: 8,
    isSelf: true,
    idle: false,
    joinedAtMs: 0,
    tabs: 1,
  },
  ...NAMES.slice(0, count - 1).map((name, at) => ({
    id: name,
    name,
    color: 2 + at * 2,
    isSelf: false,
    idle: at === 2,
    joinedAtMs: at + 1,
    tabs: at === 1 ? 2 : 1,
  })),
]

const DRAWN: Partial<BoardState> = {
  boardId: 'preview',
  title: 'Harbour sketch',
  save: { kind: 'saved' },
  people: people(3),
  peopleCount: 3,
  canUndo: true,
}

const TRAY: readonly TrayLot[] = [
  {
    id: '1',
    why: { kind: 'refused', reason: 'forbidden' },
    boardId: 'preview',
    count: 12,
    sinceMs: Date.now() - 180_000,
    isStored: false,
  },
  {
    id: '2',
    why: { kind: 'held' },
    boardId: 'preview',
    count: 1,
    sinceMs: Date.now(),
    isStored: true,
  },
]

const STATES: Readonly<Record<string, Partial<BoardState>>> = {
  drawn: DRAWN,
  empty: { ...DRAWN, title: '', isEmpty: true, canUndo: false, people: people(1), peopleCount: 1 },
  crowd: { ...DRAWN, people: people(7), peopleCount: 24 },
  saving: { ...DRAWN, save: { kind: 'saving', count: 12 } },
  offline: {
    ...DRAWN,
    save: { kind: 'offline', count: 37, isKept: true, retryAtMs: Date.now() + 20_000 },
    loadsOffline: true,
  },
  'offline-unkept': {
    ...DRAWN,
    save: { kind: 'offline', count: 37, isKept: false, retryAtMs: null },
  },
  blocked: {
    ...DRAWN,
    save: { kind: 'blocked', reason: 'server-not-saving', count: 4, isKept: true },
  },
  stopped: { ...DRAWN, save: { kind: 'blocked', reason: 'too-old', count: 2, isKept: true } },
  loading: { ...DRAWN, load: { kind: 'loading', receivedBytes: 1_840_000, totalBytes: 6_900_000 } },
  'read-only': { ...DRAWN, isReadOnly: true, canUndo: false },
  drawing: { ...DRAWN, isDrawing: true, save: { kind: 'saving', count: 1 } },
  tray: { ...DRAWN, tray: TRAY },
  notices: {
    ...DRAWN,
    notices: [
      { kind: 'joined', id: '1', name: 'Jade Lynx', count: 3 },
      { kind: 'cleared', id: '2' },
      { kind: 'error', id: '3', reason: 'export-failed' },
    ],
  },
}

const actions: BoardActions = {
  undo: () => boardStore.setState({ canUndo: false, canRedo: true }),
  redo: () => boardStore.setState({ canUndo: true, canRedo: false }),
  zoomBy: factor => boardStore.setState(({ zoom }) => ({ zoom: zoom * factor })),
  zoomTo: zoom => boardStore.setState({ zoom }),
  zoomToFit: () => boardStore.setState({ zoom: 0.8 }),
  clearBoard: () => boardStore.setState({ isEmpty: true, canUndo: true }),
  exportPng: () => Promise.reject(new Error('a preview has no picture')),
  setTitle: title => boardStore.setState({ title }),
  setPersonName: name => renameSelf({ name }),
  setPersonColor: color => renameSelf({ color }),
  newBoard: () => boardStore.setState({ title: '', isEmpty: true }),
  openBoard: boardId => boardStore.setState({ boardId }),
  copyLink: () => Promise.resolve(),
  retryNow: () => boardStore.setState({ save: { kind: 'saved' } }),
  dismissNotice: removeNotice,
  trayWork: () => [],
  putTrayAway: () => boardStore.setState({ tray: [] }),
  deleteTray: () => boardStore.setState({ tray: [] }),
}

function renameSelf(change: Partial<Person>): void {
  boardStore.setState(state => ({
    people: state.people.map(person => (person.isSelf ? { ...person, ...change } : person)),
  }))
}

function Sketch() {
  return (
    <svg width="100%" height="100%" viewBox="0 0 1440 900" preserveAspectRatio="xMidYMid slice">
      <path
        d="M420 560c60-220 120-240 150-120s70 150 130 20 120-170 150-60 60 120 170 40"
        fill="none"
        stroke="#2c5fd6"
        strokeWidth="6"
        strokeLinecap="round"
      />
    </svg>
  )
}

const state = new URLSearchParams(location.search).get('state') ?? 'drawn'
boardStore.setState(STATES[state] ?? DRAWN)
const root = document.getElementById('root')
if (root !== null) void mountApp(root, { canvas: <Sketch />, actions })

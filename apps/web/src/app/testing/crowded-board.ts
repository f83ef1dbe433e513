// A board on which much goes on at once: people, trouble, work that was refused, notices.

import type { BoardState, TrayLot } from '../board-store.ts'

export const SELF = {
  id: 'me',
  name: 'Teal Otter',
  color: 6,
  isSelf: true,
  idle: false,
  joinedAtMs: 0,
  tabs: 1,
}

/** Work that the board did not take, and that no store has. */
export const REFUSED_LOT: TrayLot = {
  id: 'forbidden',
  why: { kind: 'refused', reason: 'forbidden' },
  boardId: 'plans',
  count: 2,
  sinceMs: 0,
  isStored: false,
}

export const CROWDED: Partial<BoardState> = {
  title: 'Plans',
  people: [SELF, { ...SELF, id: 'you', name: 'Jade Lynx', isSelf: false, idle: true, tabs: 2 }],
  peopleCount: 9,
  save: { kind: 'offline', count: 3, isKept: false, retryAtMs: null },
  load: { kind: 'loading', receivedBytes: 1, totalBytes: 2 },
  tray: [REFUSED_LOT],
  notices: [
    { kind: 'cleared', id: 'cleared' },
    { kind: 'error', id: 'error', reason: 'export-failed' },
  ],
}

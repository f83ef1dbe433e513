// Keeps the list of recent boards: a board enters it once there is ink on it, since before that it does not exist.

import { useEffect } from 'react'
import { useBoard } from './board-store.ts'
import { preferencesStore, recordVisit } from './preferences-store.ts'

export function useRecordedVisit(): void {
  const id = useBoard(state => state.boardId)
  const title = useBoard(state => state.title)
  const exists = useBoard(state => state.hasInk && state.load.kind === 'ready')
  useEffect(() => {
    if (id === '' || !exists) return
    recordVisit(preferencesStore, { id, title, visitedAtMs: Date.now() })
  }, [id, title, exists])
}

// The one quiet hint of an empty board; gone with the first stroke.

import { useBoard } from '../app/board-store.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import './empty-hint.css'

export function EmptyHint() {
  const { t } = useTranslation()
  const isShown = useBoard(state => state.isEmpty && !state.isDrawing)
  const isReadOnly = useBoard(state => state.isReadOnly)
  if (!isShown) return null
  return (
    <p className="empty-hint" data-testid="hint">
      {isReadOnly ? t('board.hintReadOnly') : t('board.hint')}
    </p>
  )
}

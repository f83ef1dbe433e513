// The name of the board, edited in place: Enter or leaving keeps the new name, Escape the old one.

import { type KeyboardEvent, useState } from 'react'
import { useBoardActions } from '../app/board-actions.ts'
import { useBoard } from '../app/board-store.ts'
import { useTranslation } from '../i18n/use-translation.ts'

/** What a tab or a list can show; the wire would take more. */
const MAX_TITLE_CHARS = 80

export function BoardTitle() {
  const { t } = useTranslation()
  const actions = useBoardActions()
  const title = useBoard(state => state.title)
  const isReadOnly = useBoard(state => state.isReadOnly)
  const [draft, setDraft] = useState<string | null>(null)

  const commit = () => {
    const text = draft?.trim()
    setDraft(null)
    if (text !== undefined && text !== title) actions.setTitle(text)
  }
  const shown = draft ?? title
  const placeholder = t('board.untitled')
  return (
    // The hidden copy of the text gives the field the width of its words.
    <label className="board-title" data-text={shown === '' ? placeholder : shown}>
      <input
        data-testid="title"
        aria-label={t('board.title')}
        data-tooltip={isReadOnly ? undefined : t('board.title')}
        value={shown}
        placeholder={placeholder}
        readOnly={isReadOnly}
        maxLength={MAX_TITLE_CHARS}
        size={1}
        spellCheck={false}
        autoComplete="off"
        enterKeyHint="done"
        onChange={event => setDraft(event.currentTarget.value)}
        onFocus={event => event.currentTarget.select()}
        onBlur={commit}
        onKeyDown={event => leaveOnKey(event, () => setDraft(null))}
      />
    </label>
  )
}

/** Enter leaves the field, which commits; Escape first forgets what was typed. */
function leaveOnKey(event: KeyboardEvent<HTMLInputElement>, forget: () => void): void {
  // Enter and Escape also steer the candidate window of an input method.
  if (event.nativeEvent.isComposing) return
  const field = event.currentTarget
  if (event.key === 'Enter') field.blur()
  if (event.key !== 'Escape') return
  forget()
  // Leaves after the forgetting has been rendered, so that the blur finds nothing to commit.
  queueMicrotask(() => field.blur())
}

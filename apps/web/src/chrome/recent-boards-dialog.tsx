// The boards that this browser has seen, newest first.

import { useState } from 'react'
import { useBoardActions } from '../app/board-actions.ts'
import { useBoard } from '../app/board-store.ts'
import { closePanel } from '../app/panel-store.ts'
import type { RecentBoard } from '../app/preferences.ts'
import { usePreferences } from '../app/preferences-store.ts'
import { recentBoardsWords } from '../i18n/en-recent-boards.ts'
import { addEnglish } from '../i18n/translations.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import { Dialog } from './dialog.tsx'
import { timeAgo } from './time-ago.ts'
import './recent-boards-dialog.css'

addEnglish(recentBoardsWords)

export default function RecentBoardsDialog() {
  const { t } = useTranslation()
  const boards = usePreferences(state => state.recentBoards)
  const [openedAtMs] = useState(() => Date.now())
  return (
    <Dialog
      title={t('command.recentBoards')}
      testId="recent-dialog"
      onClose={() => closePanel('recent-boards')}
    >
      {boards.length === 0 ? (
        <p className="recent-empty">{t('recent.empty')}</p>
      ) : (
        <ul className="recent-boards">
          {boards.map(board => (
            <RecentRow key={board.id} board={board} nowMs={openedAtMs} />
          ))}
        </ul>
      )}
    </Dialog>
  )
}

type RowProps = { readonly board: RecentBoard; readonly nowMs: number }

function RecentRow({ board, nowMs }: RowProps) {
  const { t, language } = useTranslation()
  const actions = useBoardActions()
  const isCurrent = useBoard(state => state.boardId === board.id)
  const open = () => {
    closePanel('recent-boards')
    if (!isCurrent) actions.openBoard(board.id)
  }
  return (
    <li>
      <button
        type="button"
        className="recent-board"
        aria-current={isCurrent ? 'page' : undefined}
        onClick={open}
      >
        <span className="recent-title">
          {board.title === '' ? t('board.untitled') : board.title}
        </span>
        <span className="recent-time">
          {isCurrent ? t('recent.current') : timeAgo(board.visitedAtMs, nowMs, language)}
        </span>
      </button>
    </li>
  )
}

// How much of a large board has arrived. The board can be drawn on meanwhile. The style sheet shows it only after
// 300 ms: what is there by then needs no bar.

import { useTranslation } from 'react-i18next'
import { useBoard } from '../app/board-store.ts'
import { byteSize } from './byte-size.ts'
import './load-progress.css'

export function LoadProgress() {
  const { t, i18n } = useTranslation()
  const load = useBoard(state => state.load)
  if (load.kind === 'ready') return null
  const { receivedBytes, totalBytes } = load
  const text = t('board.loadingBytes', {
    received: byteSize(receivedBytes, i18n.language),
    total: byteSize(totalBytes, i18n.language),
  })
  return (
    <div className="load">
      <progress
        className="load-bar"
        data-testid="progress"
        aria-label={t('board.loading')}
        aria-valuetext={text}
        value={Math.min(receivedBytes, totalBytes)}
        max={Math.max(1, totalBytes)}
      />
      <p className="load-text">{text}</p>
    </div>
  )
}

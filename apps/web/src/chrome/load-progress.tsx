// How much of a large board has arrived. The board can be drawn on meanwhile. The style sheet shows it only after
// 300 ms: what is there by then needs no bar.

import { useBoard } from '../app/board-store.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import { byteSize } from './byte-size.ts'
import './load-progress.css'

export function LoadProgress() {
  const { t, language } = useTranslation()
  const load = useBoard(state => state.load)
  if (load.kind === 'ready') return null
  const { receivedBytes, totalBytes } = load
  const text = t('board.loadingBytes', {
    received: byteSize(receivedBytes, language),
    total: byteSize(totalBytes, language),
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

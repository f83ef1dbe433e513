// [G20] The true state of what was drawn, in one line. It never says "Saved" early; it says so a moment late, so
// that the line does not flicker with each stroke.

import { unreachable } from '@inkroom/protocol'
import { RotateCw } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useBoardActions } from '../app/board-actions.ts'
import { type SaveState, useBoard } from '../app/board-store.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import './save-indicator.css'

/** Longer than the pause between two strokes of a word. */
const SETTLE_MS = 400

export function SaveIndicator() {
  const save = useSettledSave()
  const text = useSaveText(save)
  return (
    <div className="save">
      <span className="save-state" data-testid="save-state" data-state={save.kind}>
        <span className="save-dot" data-state={save.kind} aria-hidden="true" />
        <span className="save-text">{text}</span>
      </span>
      {save.kind === 'offline' && <RetryButton retryAtMs={save.retryAtMs} />}
      <SaveAnnouncer save={save} />
    </div>
  )
}

function useSettledSave(): SaveState {
  const save = useBoard(state => state.save)
  const [shown, setShown] = useState(save)
  const mayWait = save.kind === 'saved' && shown.kind === 'saving'
  if (!mayWait && shown !== save) setShown(save)
  useEffect(() => {
    if (!mayWait) return undefined
    const timer = setTimeout(() => setShown(save), SETTLE_MS)
    return () => clearTimeout(timer)
  }, [mayWait, save])
  return mayWait ? shown : save
}

function useSaveText(save: SaveState): string {
  const { t } = useTranslation()
  switch (save.kind) {
    case 'connecting':
      if (save.count === 0) return t('save.connecting')
      return t(save.isKept ? 'save.connectingKept' : 'save.connectingUnkept', { count: save.count })
    case 'saved':
      return t('save.saved')
    case 'saving':
      return t('save.saving', { count: save.count })
    case 'offline':
      if (save.count === 0) return t('save.offline')
      return t(save.isKept ? 'save.offlineKept' : 'save.offlineUnkept', { count: save.count })
    case 'blocked':
      return t('save.blocked', { why: t(`blocked.${save.reason}.why`) })
    default:
      return unreachable(save)
  }
}

function RetryButton({ retryAtMs }: { readonly retryAtMs: number | null }) {
  const { t } = useTranslation()
  const actions = useBoardActions()
  const seconds = useSecondsUntil(retryAtMs)
  return (
    <button
      type="button"
      className="save-retry"
      data-testid="retry"
      aria-label={t('save.retry')}
      data-tooltip={
        seconds === null
          ? t('save.retry')
          : `${t('save.retry')} · ${t('save.retryIn', { count: seconds })}`
      }
      onClick={() => actions.retryNow()}
    >
      <RotateCw aria-hidden="true" size={14} strokeWidth={2} />
    </button>
  )
}

function useSecondsUntil(timeMs: number | null): number | null {
  const [nowMs, setNowMs] = useState(() => Date.now())
  useEffect(() => {
    if (timeMs === null) return undefined
    const timer = setInterval(() => setNowMs(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [timeMs])
  if (timeMs === null || timeMs <= nowMs) return null
  return Math.ceil((timeMs - nowMs) / 1000)
}

/** Says only what changes for the person: trouble, and its end. Not every stroke that is saved. */
function SaveAnnouncer({ save }: { readonly save: SaveState }) {
  const { t } = useTranslation()
  const text = useSaveText(save)
  const [hadTrouble, setHadTrouble] = useState(false)
  const isTrouble = save.kind === 'offline' || save.kind === 'blocked'
  if (isTrouble && !hadTrouble) setHadTrouble(true)
  const backOnline = hadTrouble && save.kind === 'saved' ? t('save.backOnline') : ''
  return (
    <span className="said" role="status">
      {isTrouble ? text : backOnline}
    </span>
  )
}

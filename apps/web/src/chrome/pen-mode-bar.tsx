// Whether fingers draw or only move the board: stands on the page once a pen was seen in this browser.

import { PointerOff } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useBoard } from '../app/board-store.ts'
import { preferencesStore, togglePenMode, usePreferences } from '../app/preferences-store.ts'
import { IconButton } from './icon-button.tsx'

/** A screen that feels no fingers, beside a tablet that feels only pens, has no use for the switch. */
const feelsFingers = (): boolean => navigator.maxTouchPoints > 0

export function PenModeBar() {
  const { t } = useTranslation()
  const isReadOnly = useBoard(state => state.isReadOnly)
  const penMode = usePreferences(state => state.penMode)
  if (isReadOnly || penMode === 'unseen' || !feelsFingers()) return null
  return (
    <div className="bar bar-pen-mode">
      <IconButton
        data-testid="pen-mode"
        icon={PointerOff}
        label={t('penMode.fingersMove')}
        aria-pressed={penMode === 'on'}
        onClick={() => togglePenMode(preferencesStore)}
      />
    </div>
  )
}

// Whether fingers draw or only move the board: stands on the page once a pen was seen in this browser.

import { PointerOff } from 'lucide-react'
import type { ReactNode } from 'react'
import { preferencesStore, togglePenMode, usePreferences } from '../app/preferences-store.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import { IconButton } from './icon-button.tsx'

export default function PenModeBar(): ReactNode {
  const { t } = useTranslation()
  const penMode = usePreferences(state => state.penMode)
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

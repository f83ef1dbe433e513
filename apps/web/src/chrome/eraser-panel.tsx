// How the eraser erases: whole strokes, or parts of them.

import { useIsPanelOpen } from '../app/panel-store.ts'
import { preferencesStore, toggleEraserMode, usePreferences } from '../app/preferences-store.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import { Switch } from './switch.tsx'

export function EraserPanel() {
  const { t } = useTranslation()
  const isOpen = useIsPanelOpen('style')
  const erasesParts = usePreferences(({ eraserMode }) => eraserMode === 'part')
  return (
    <section className="panel style-panel" data-open={isOpen} aria-label={t('eraser.options')}>
      <Switch
        testId="erase-parts"
        label={t('eraser.parts')}
        hint={t('eraser.partsHint')}
        isOn={erasesParts}
        onChange={() => toggleEraserMode(preferencesStore)}
      />
    </section>
  )
}

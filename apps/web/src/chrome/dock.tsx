// The lower edge: history and view at the start, tools in the middle, pen mode and help at the end.

import { CircleHelp, Maximize, Minus, Plus, Redo2, Undo2 } from 'lucide-react'
import { Suspense } from 'react'
import { useBoard } from '../app/board-store.ts'
import { usePreferences } from '../app/preferences-store.ts'
import { COMMAND } from '../commands/registry.ts'
import { useCommandContext } from '../commands/use-command-context.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import { CommandButton } from './command-button.tsx'
import { describeShortcuts } from './icon-button.tsx'
import { ifItComes } from './on-demand.tsx'
import { ToolBar } from './tool-bar.tsx'

/** Most who draw have no pen. Where its code cannot be loaded, pen mode is as it was. */
const PenModeBar = ifItComes(() => import('./pen-mode-bar.tsx'))

/** A screen that feels no fingers, beside a tablet that feels only pens, has no use for the switch. */
const feelsFingers = (): boolean => navigator.maxTouchPoints > 0

export function Dock() {
  return (
    <footer className="chrome-dock">
      <div className="dock-start">
        <HistoryBar />
        <ViewBar />
      </div>
      <ToolBar />
      <div className="dock-end">
        <PenModeSwitch />
        <div className="bar bar-help">
          <CommandButton command={COMMAND.help} icon={CircleHelp} />
        </div>
      </div>
    </footer>
  )
}

function PenModeSwitch() {
  const isReadOnly = useBoard(state => state.isReadOnly)
  const isPenKnown = usePreferences(state => state.penMode !== 'unseen')
  if (isReadOnly || !isPenKnown || !feelsFingers()) return null
  return (
    <Suspense fallback={null}>
      <PenModeBar />
    </Suspense>
  )
}

function HistoryBar() {
  const { t } = useTranslation()
  const isReadOnly = useBoard(state => state.isReadOnly)
  if (isReadOnly) return null
  return (
    <div className="bar bar-history" role="group" aria-label={t('bar.history')}>
      <CommandButton command={COMMAND.undo} icon={Undo2} />
      <CommandButton command={COMMAND.redo} icon={Redo2} />
    </div>
  )
}

function ViewBar() {
  const { t } = useTranslation()
  return (
    <div className="bar bar-view" role="group" aria-label={t('bar.view')}>
      <CommandButton command={COMMAND.zoomOut} icon={Minus} />
      <ZoomLabel />
      <CommandButton command={COMMAND.zoomIn} icon={Plus} />
      <CommandButton command={COMMAND.zoomFit} icon={Maximize} />
    </div>
  )
}

function ZoomLabel() {
  const { t, language } = useTranslation()
  const context = useCommandContext()
  const zoom = useBoard(state => state.zoom)
  const { labelKey, shortcuts, run } = COMMAND.zoomActual
  const percent = new Intl.NumberFormat(language).format(Math.round(zoom * 100))
  const shown = t('style.percent', { percent })
  return (
    <button
      type="button"
      className="zoom-label"
      data-testid="zoom-label"
      {...describeShortcuts(t(labelKey), shortcuts)}
      aria-label={`${shown}, ${t(labelKey)}`}
      onClick={() => run(context)}
    >
      {shown}
    </button>
  )
}

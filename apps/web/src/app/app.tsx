// The whole page: the board fills it, the chrome floats above. Holds the shortcuts while it stands.

import {
  type ComponentType,
  type MouseEvent,
  type PointerEvent,
  type ReactNode,
  Suspense,
  useEffect,
  useState,
} from 'react'
import { BoardBar } from '../chrome/board-bar.tsx'
import { Dock } from '../chrome/dock.tsx'
import { EmptyHint } from '../chrome/empty-hint.tsx'
import { LoadProgress } from '../chrome/load-progress.tsx'
import { Notices } from '../chrome/notices.tsx'
import { ifItComes, OnDemand, onDemand } from '../chrome/on-demand.tsx'
import { PeopleBar } from '../chrome/people-bar.tsx'
import { StylePanel } from '../chrome/style-panel.tsx'
import { Trouble } from '../chrome/trouble.tsx'
import { platform } from '../commands/platform.ts'
import { startShortcuts } from '../commands/shortcut-dispatcher.ts'
import { useCommandContext } from '../commands/use-command-context.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import { type BoardActions, BoardActionsContext } from './board-actions.ts'
import { useBoard } from './board-store.ts'
import { closePanel, type PanelId, panelStore, useIsPanelOpen } from './panel-store.ts'
import { chooseTool, toolStore } from './tool-store.ts'
import { usePageTitle } from './use-page-title.ts'
import { useRecordedVisit } from './use-recorded-visit.ts'
import '../chrome/bars.css'
import './app.css'

const HelpDialog = onDemand(() => import('../chrome/help-dialog.tsx'))
const RecentBoardsDialog = onDemand(() => import('../chrome/recent-boards-dialog.tsx'))
const TrayDialog = onDemand(() => import('../chrome/tray-dialog.tsx'))
const TooltipLayer = ifItComes(() => import('../chrome/tooltip.tsx'))

type Props = { readonly canvas: ReactNode; readonly actions: BoardActions }

export function App({ canvas, actions }: Props) {
  return (
    <BoardActionsContext value={actions}>
      <PageEffects />
      <main>
        <BoardHost>{canvas}</BoardHost>
        <EmptyHint />
      </main>
      <Chrome />
      <Dialogs />
      <Tooltips />
    </BoardActionsContext>
  )
}

function PageEffects(): null {
  const context = useCommandContext()
  const isReadOnly = useBoard(state => state.isReadOnly)
  useEffect(() => startShortcuts(window, context, platform), [context])
  useEffect(() => (isReadOnly ? lookOnly() : undefined), [isReadOnly])
  usePageTitle()
  useRecordedVisit()
  return null
}

/** The hand moves the board. Returns what gives the tool back: a full board may have space again. */
function lookOnly(): () => void {
  const { chosenTool } = toolStore.getState()
  chooseTool('hand')
  return () => chooseTool(chosenTool)
}

function BoardHost({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation()
  return (
    <div
      className="board"
      data-testid="board"
      role="img"
      aria-label={t('board.canvas')}
      onPointerDownCapture={leaveChrome}
    >
      {children}
    </div>
  )
}

/** Touching the board ends what was open in the chrome: a field is left, and with that kept, and the sheet closes. */
function leaveChrome(event: PointerEvent): void {
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
  const { openPanel } = panelStore.getState()
  if (openPanel === null) return
  // A touch that closes a panel must not leave a dot for everyone. Only the style is chosen to draw at once.
  if (openPanel !== 'style') event.stopPropagation()
  closePanel(openPanel)
}

function Chrome() {
  const isDrawing = useBoard(state => state.isDrawing)
  return (
    <div className="chrome" data-drawing={isDrawing} onClickCapture={releasePointerFocus}>
      <header className="chrome-top">
        <BoardBar />
        <PeopleBar />
        <Trouble />
        <LoadProgress />
        <Notices />
      </header>
      <StylePanel />
      <Dock />
    </div>
  )
}

function Dialogs() {
  return (
    <>
      <Dialog id="help" content={HelpDialog} />
      <Dialog id="recent-boards" content={RecentBoardsDialog} />
      <Dialog id="tray" content={TrayDialog} />
    </>
  )
}

type DialogProps = { readonly id: PanelId; readonly content: ComponentType }

function Dialog({ id, content: Content }: DialogProps) {
  return (
    useIsPanelOpen(id) && (
      <OnDemand onFailure={() => closePanel(id)}>
        <Content />
      </OnDemand>
    )
  )
}

/** Who draws with a finger never sees one: they come with the first mouse or key that reaches the chrome. */
function Tooltips() {
  const [areWanted, setWanted] = useState(false)
  useEffect(() => {
    const listening = new AbortController()
    const want = (event: Event) => {
      if (!mayShowTooltip(event)) return
      setWanted(true)
      listening.abort()
    }
    document.addEventListener('pointerover', want, { signal: listening.signal })
    document.addEventListener('focusin', want, { signal: listening.signal })
    return () => listening.abort()
  }, [])
  return <Suspense fallback={null}>{areWanted && <TooltipLayer />}</Suspense>
}

function mayShowTooltip(event: Event): boolean {
  const isFinger = event instanceof PointerEvent && event.pointerType === 'touch'
  return (
    !isFinger && event.target instanceof Element && event.target.closest('[data-tooltip]') !== null
  )
}

/**
 * A tool picked with the mouse must not keep the focus, or the space bar would press it again instead of holding
 * the hand. Keyboard clicks (detail 0) keep it; so do buttons that open something and get the focus back.
 */
function releasePointerFocus({ target, detail }: MouseEvent): void {
  if (detail === 0 || !(target instanceof Element)) return
  const control = target.closest<HTMLElement>(
    'button:not([aria-haspopup]), input[type="radio"], input[type="checkbox"]',
  )
  control?.blur()
}

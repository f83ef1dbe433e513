// Messages that come and go: who joined and left, what was done, what went wrong. Said politely to assistive
// technology too. Mistakes stay until they are dismissed.

import { unreachable } from '@inkroom/protocol'
import { CircleAlert, X } from 'lucide-react'
import { type ReactNode, useEffect } from 'react'
import { type BoardActions, useBoardActions } from '../app/board-actions.ts'
import { type ErrorReason, type Notice, removeNotice, useBoard } from '../app/board-store.ts'
import { COMMAND } from '../commands/registry.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import { IconButton } from './icon-button.tsx'
import './notices.css'

/** Time to read a few words. */
const BRIEF_MS = 4000
/** Time to read, decide and reach the button. */
const OFFER_MS = 10_000

export function Notices() {
  const { t } = useTranslation()
  const notices = useBoard(state => state.notices)
  return (
    <section className="notices" data-testid="notices" aria-label={t('notice.region')}>
      <div role="status" className="notice-list">
        {notices.map(notice => (
          <NoticeCard key={notice.id} notice={notice} />
        ))}
      </div>
    </section>
  )
}

function NoticeCard({ notice }: { readonly notice: Notice }) {
  const { t } = useTranslation()
  const dismiss = useDismissal(notice)
  switch (notice.kind) {
    case 'joined':
      return <Card>{t('notice.joined', { name: notice.name, count: notice.count })}</Card>
    case 'left':
      return <Card>{t('notice.left', { name: notice.name, count: notice.count })}</Card>
    case 'link-copied':
      return <Card>{t('notice.linkCopied')}</Card>
    case 'recovered':
      return <Card>{t('notice.recovered', { count: notice.count })}</Card>
    case 'cleared':
      return <ClearedCard onDone={dismiss} />
    case 'error':
      return <ErrorCard reason={notice.reason} onDismiss={dismiss} />
    default:
      return unreachable(notice)
  }
}

/** Dismisses by itself after its time, and when the returned function is called. */
function useDismissal(notice: Notice): () => void {
  const actions = useBoardActions()
  useEffect(() => {
    const lifeMs = noticeLifeMs(notice)
    if (lifeMs === null) return undefined
    const timer = setTimeout(() => dismissNotice(actions, notice.id), lifeMs)
    return () => clearTimeout(timer)
  }, [actions, notice])
  return () => dismissNotice(actions, notice.id)
}

function dismissNotice(actions: BoardActions, id: string): void {
  removeNotice(id)
  actions.dismissNotice(id)
}

/** null: until the person dismisses it. */
function noticeLifeMs(notice: Notice): number | null {
  if (notice.kind === 'error') return null
  // Nobody waits for the news of an earlier visit, so it stands until it was surely seen.
  return notice.kind === 'cleared' || notice.kind === 'recovered' ? OFFER_MS : BRIEF_MS
}

function Card({ children }: { readonly children: ReactNode }) {
  return <p className="notice">{children}</p>
}

function ClearedCard({ onDone }: { readonly onDone: () => void }) {
  const { t } = useTranslation()
  const actions = useBoardActions()
  const isDrawing = useBoard(state => state.isDrawing)
  // Once something new is drawn, undo would take that: the offer ends.
  useEffect(() => {
    if (isDrawing) onDone()
  }, [isDrawing, onDone])
  const undo = () => {
    actions.undo()
    onDone()
  }
  return (
    <div className="notice" data-action="true">
      <p>{t('notice.cleared')}</p>
      <button
        type="button"
        className="text-button"
        data-quiet="true"
        data-testid="undo-clear"
        onClick={undo}
      >
        {t(COMMAND.undo.labelKey)}
      </button>
    </div>
  )
}

type ErrorProps = { readonly reason: ErrorReason; readonly onDismiss: () => void }

function ErrorCard({ reason, onDismiss }: ErrorProps) {
  const { t } = useTranslation()
  return (
    <div className="notice notice-error" role="alert">
      <CircleAlert className="notice-icon" aria-hidden="true" size={16} />
      <div>
        <p className="notice-what">{t(`error.${reason}.what`)}</p>
        <p>{t(`error.${reason}.safe`)}</p>
        <p>{t(`error.${reason}.todo`)}</p>
      </div>
      <IconButton icon={X} label={t('notice.dismiss')} onClick={onDismiss} />
    </div>
  )
}

// Under the board's name, when work cannot be saved, is not safe or was not accepted: what happened, what is safe,
// what to do.

import { CircleAlert } from 'lucide-react'
import { useEffect } from 'react'
import { type BlockedReason, type TrayLot, useBoard, type Waiting } from '../app/board-store.ts'
import { openPanel } from '../app/panel-store.ts'
import { reloadFromServer } from '../app/reload-from-server.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import './trouble.css'

const preloadTray = () => import('./tray-dialog.tsx')

export function Trouble() {
  const save = useBoard(state => state.save)
  const tray = useBoard(state => state.tray)
  return (
    <>
      {save.kind === 'blocked' && <BlockedCard {...save} />}
      {save.kind === 'offline' && <OfflineCard count={save.count} isKept={save.isKept} />}
      {tray.length > 0 && <TrayCard tray={tray} />}
    </>
  )
}

/** After these the page does not try again by itself, and a fresh one may get through. */
const NEEDS_RELOAD: ReadonlySet<BlockedReason> = new Set([
  'board-replaced',
  'bad-frame',
  'author-taken',
  'frame-too-large',
  'too-old',
  // The server may have gone back to an older version, and then gives the page that fits it.
  'too-new',
  'unknown',
])

type BlockedProps = { readonly reason: BlockedReason } & Waiting

function BlockedCard({ reason, count, isKept }: BlockedProps) {
  const { t } = useTranslation()
  return (
    <div className="panel trouble" data-testid="blocked" role="alert">
      <p className="trouble-what">
        <TroubleIcon />
        {t('save.blocked', { why: t(`blocked.${reason}.why`) })}
      </p>
      <p>{t(`blocked.${reason}.todo`)}</p>
      {count > 0 && (
        <p className="trouble-safe">{t(isKept ? 'save.kept' : 'save.unkept', { count })}</p>
      )}
      {NEEDS_RELOAD.has(reason) && (
        <button
          type="button"
          className="text-button"
          data-testid="reload"
          onClick={() => void reloadFromServer(location, navigator)}
        >
          {t('save.reload')}
        </button>
      )}
    </div>
  )
}

/** Where a reload now would lose work, or leave the person without a board to see it on. */
function OfflineCard({ count, isKept }: Waiting) {
  const { t } = useTranslation()
  const loadsOffline = useBoard(state => state.loadsOffline)
  const isBoardKept = useBoard(state => state.isBoardKept)
  if (count === 0 || (isKept && loadsOffline && isBoardKept)) return null
  if (isKept) {
    return (
      <div className="panel trouble" data-testid="offline-detail" data-quiet="true" role="status">
        <p>{t(loadsOffline ? 'offline.boardNotKept' : 'offline.reloadLater')}</p>
      </div>
    )
  }
  return (
    <div className="panel trouble" data-testid="offline-detail" role="alert">
      <p className="trouble-what">
        <TroubleIcon />
        {t('offline.unkept.what')}
      </p>
      <p>{t('offline.unkept.why')}</p>
      <p className="trouble-safe">{t('offline.unkept.todo')}</p>
    </div>
  )
}

/** One line; what it is about, and what to do with it, is in the tray. */
function TrayCard({ tray }: { readonly tray: readonly TrayLot[] }) {
  const { t } = useTranslation()
  // Where the link is lost by the time it is opened, its code is here already.
  useEffect(() => void preloadTray().catch(() => undefined), [])
  const count = tray.reduce((sum, lot) => sum + lot.count, 0)
  return (
    <div className="panel trouble trouble-line" data-testid="tray">
      <p className="trouble-what">
        <TroubleIcon />
        {t('tray.title', { count })}
      </p>
      <button
        type="button"
        className="text-button"
        data-quiet="true"
        data-testid="open-tray"
        aria-haspopup="dialog"
        onClick={() => openPanel('tray')}
      >
        {t('tray.show')}
      </button>
    </div>
  )
}

function TroubleIcon() {
  return <CircleAlert className="trouble-icon" aria-hidden="true" size={16} />
}

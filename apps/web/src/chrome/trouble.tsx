// Under the board's name, when work cannot be saved or was not accepted: what happened, what is safe, what to do.

import { ChevronDown, CircleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { BlockedReason, RefusedReason, RefusedWork } from '../app/board-store.ts'
import { useBoard } from '../app/board-store.ts'
import './trouble.css'

export function Trouble() {
  const save = useBoard(state => state.save)
  const refused = useBoard(state => state.refused)
  return (
    <>
      {save.kind === 'blocked' && <BlockedCard reason={save.reason} count={save.count} />}
      {refused.length > 0 && <RefusedTray refused={refused} />}
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
  'unknown',
])

type BlockedProps = { readonly reason: BlockedReason; readonly count: number }

function BlockedCard({ reason, count }: BlockedProps) {
  const { t } = useTranslation()
  return (
    <div className="panel trouble" data-testid="blocked" role="alert">
      <p className="trouble-what">
        <TroubleIcon />
        {t('save.blocked', { why: t(`blocked.${reason}.why`) })}
      </p>
      <p>{t(`blocked.${reason}.todo`)}</p>
      {count > 0 && <p className="trouble-safe">{t('save.kept', { count })}</p>}
      {NEEDS_RELOAD.has(reason) && (
        <button type="button" className="text-button" onClick={() => location.reload()}>
          {t('save.reload')}
        </button>
      )}
    </div>
  )
}

/** Open it says why, once for each reason; closed it is one line. */
function RefusedTray({ refused }: { readonly refused: readonly RefusedWork[] }) {
  const { t } = useTranslation()
  return (
    <details className="panel trouble" data-testid="refused">
      <summary className="trouble-what">
        <TroubleIcon />
        {t('refused.title', { count: refused.length })}
        <ChevronDown className="trouble-chevron" aria-hidden="true" size={16} />
      </summary>
      <ul>
        {countByReason(refused).map(([reason, count]) => (
          <li key={reason}>
            {count > 1 && <span className="trouble-count">{`${count} × `}</span>}
            {t(`refused.${reason}`)}
          </li>
        ))}
      </ul>
    </details>
  )
}

function TroubleIcon() {
  return <CircleAlert className="trouble-icon" aria-hidden="true" size={16} />
}

function countByReason(refused: readonly RefusedWork[]): readonly [RefusedReason, number][] {
  const counts = new Map<RefusedReason, number>()
  for (const { reason } of refused) counts.set(reason, (counts.get(reason) ?? 0) + 1)
  return [...counts]
}

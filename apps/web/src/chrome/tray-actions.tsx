// What can be done with the tray: taken along as a file, put away where it stays stored, deleted. What is deleted
// is nowhere else, so that is asked first, with the file offered once more.

import { useState } from 'react'
import { useBoardActions } from '../app/board-actions.ts'
import type { TrayLot } from '../app/board-store.ts'
import { handToDownloads } from '../export/hand-to-downloads.ts'
import { unsentWorkText } from '../export/unsent-work.ts'
import { useTranslation } from '../i18n/use-translation.ts'

const countOf = (lots: readonly TrayLot[]): number => lots.reduce((sum, lot) => sum + lot.count, 0)

type Props = {
  readonly tray: readonly TrayLot[]
  readonly boardId: string
  readonly onDone: () => void
}

export function TrayActions({ tray, boardId, onDone }: Props) {
  const actions = useBoardActions()
  const deletable = countOf(tray.filter(({ why }) => why.kind !== 'blocked'))
  // Asked for so many: should there be more by now, it is asked again.
  const [askedFor, setAskedFor] = useState<number | null>(null)
  const download = () => {
    const text = unsentWorkText(actions.trayWork(), Date.now())
    handToDownloads(new Blob([text], { type: 'application/json' }), `${boardId}-unsent.json`)
  }
  if (deletable > 0 && askedFor === deletable) {
    const remove = () => {
      actions.deleteTray()
      onDone()
    }
    const keep = () => setAskedFor(null)
    return <AskDelete count={deletable} onExport={download} onDelete={remove} onKeep={keep} />
  }
  const putAway = () => {
    actions.putTrayAway()
    onDone()
  }
  const isSomeStored = tray.some(({ isStored }) => isStored)
  return (
    <div className="tray-actions">
      <TextButton id="export-tray" text="tray.export" onClick={download} />
      {isSomeStored && (
        <TextButton id="put-tray-away" text="tray.putAway" isQuiet onClick={putAway} />
      )}
      {deletable > 0 && (
        <TextButton
          id="delete-tray"
          text="tray.delete"
          isQuiet
          onClick={() => setAskedFor(deletable)}
        />
      )}
    </div>
  )
}

type AskProps = {
  readonly count: number
  readonly onExport: () => void
  readonly onDelete: () => void
  readonly onKeep: () => void
}

function AskDelete({ count, onExport, onDelete, onKeep }: AskProps) {
  const { t } = useTranslation()
  return (
    <div className="tray-ask" role="alert">
      <p>{t('tray.deleteAsk', { count })}</p>
      <div className="tray-actions">
        <TextButton id="keep-tray" text="tray.keep" takesFocus onClick={onKeep} />
        <TextButton id="export-tray" text="tray.export" isQuiet onClick={onExport} />
        <TextButton id="delete-tray-now" text="tray.deleteNow" isQuiet isGrave onClick={onDelete} />
      </div>
    </div>
  )
}

type ButtonProps = {
  readonly id: string
  readonly text: 'tray.export' | 'tray.putAway' | 'tray.delete' | 'tray.deleteNow' | 'tray.keep'
  readonly onClick: () => void
  readonly isQuiet?: boolean
  /** What it does cannot be taken back. */
  readonly isGrave?: boolean
  readonly takesFocus?: boolean
}

const focus = (element: HTMLElement | null): void => element?.focus()

function TextButton({ id, text, onClick, isQuiet, isGrave, takesFocus }: ButtonProps) {
  const { t } = useTranslation()
  return (
    <button
      ref={takesFocus === true ? focus : null}
      type="button"
      className="text-button"
      data-quiet={isQuiet}
      data-grave={isGrave}
      data-testid={id}
      onClick={onClick}
    >
      {t(text)}
    </button>
  )
}

// The tray: what is not on the server and will not get there by itself, why, and since when. It can be taken along
// as a file, or let go.

import type { InkObject } from '@inkroom/document'
import { type Box, boxHeight, boxWidth, EMPTY_BOX, expandBox, unionBoxes } from '@inkroom/geometry'
import { useState } from 'react'
import { useBoardActions } from '../app/board-actions.ts'
import { type TrayLot, type TrayWhy, useBoard } from '../app/board-store.ts'
import { inkCssColor } from '../app/palette.ts'
import { closePanel } from '../app/panel-store.ts'
import { styleColorOf } from '../canvas/style-color.ts'
import { strokesIn } from '../export/unsent-work.ts'
import { trayWords } from '../i18n/en-tray.ts'
import { addEnglish } from '../i18n/translations.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import { useTheme } from '../theme/theme.ts'
import { Dialog } from './dialog.tsx'
import { timeAgo } from './time-ago.ts'
import { TrayActions } from './tray-actions.tsx'
import './tray-dialog.css'

addEnglish(trayWords)

const close = () => closePanel('tray')

export default function TrayDialog() {
  const { t } = useTranslation()
  const tray = useBoard(state => state.tray)
  const boardId = useBoard(state => state.boardId)
  const [openedAtMs] = useState(() => Date.now())
  const count = tray.reduce((sum, lot) => sum + lot.count, 0)
  return (
    <Dialog title={t('tray.title', { count })} testId="tray-dialog" onClose={close}>
      <ul className="tray-lots">
        {tray.map(lot => (
          <Lot key={lot.id} lot={lot} nowMs={openedAtMs} isOfBoard={lot.boardId === boardId} />
        ))}
      </ul>
      <Picture />
      <TrayActions tray={tray} boardId={boardId} onDone={close} />
    </Dialog>
  )
}

type LotProps = { readonly lot: TrayLot; readonly nowMs: number; readonly isOfBoard: boolean }

function Lot({ lot, nowMs, isOfBoard }: LotProps) {
  const { t, language } = useTranslation()
  const why = useWhy(lot.why)
  const since = timeAgo(lot.sinceMs, nowMs, language)
  return (
    <li className="tray-lot">
      <p className="tray-why">{why}</p>
      <p className="tray-since">
        {t('tray.changes', { count: lot.count, since })}
        {!isOfBoard && <> · {t('tray.ofBoard', { board: lot.boardId })}</>}
      </p>
      <p className="tray-since">{t(lot.isStored ? 'tray.stays' : 'tray.gone')}</p>
    </li>
  )
}

function useWhy(why: TrayWhy): string {
  const { t } = useTranslation()
  if (why.kind === 'held') return t('tray.held')
  if (why.kind === 'refused') return t(`refused.${why.reason}`)
  return t('tray.blocked', { why: t(`blocked.${why.reason}.why`) })
}

/** About the picture's own size: a single short stroke is not blown up to fill it. */
const LEAST_VIEW_PX = { width: 560, height: 160 }

function viewOf(box: Box): readonly number[] {
  const addX = Math.max(0, LEAST_VIEW_PX.width - boxWidth(box)) / 2
  const addY = Math.max(0, LEAST_VIEW_PX.height - boxHeight(box)) / 2
  const [width, height] = [boxWidth(box) + 2 * addX, boxHeight(box) + 2 * addY]
  return [box.minX - addX, box.minY - addY, width, height]
}

/** Read once, when the tray is opened. */
function Picture() {
  const { t } = useTranslation()
  const actions = useBoardActions()
  const [strokes] = useState(() => strokesIn(actions.trayWork().flatMap(work => work.batches)))
  if (strokes.length === 0) return null
  const box = expandBox(
    strokes.reduce<Box>((all, stroke) => unionBoxes(all, stroke.box), EMPTY_BOX),
    4,
  )
  const view = viewOf(box)
  return (
    <svg
      className="tray-picture"
      viewBox={view.join(' ')}
      role="img"
      aria-label={t('tray.picture')}
    >
      {strokes.map(stroke => (
        <Line key={stroke.id} stroke={stroke} />
      ))}
    </svg>
  )
}

function Line({ stroke: { header, points } }: { readonly stroke: InkObject }) {
  const theme = useTheme()
  const unit = 2 ** -header.gridExponent
  const places = Array.from({ length: points.length }, (_, i) => {
    return `${(points.xs[i] ?? 0) * unit},${(points.ys[i] ?? 0) * unit}`
  })
  // A line of one point shows nothing; one back to itself is a dot.
  if (places.length === 1) places.push(...places)
  return (
    <polyline
      points={places.join(' ')}
      stroke={inkCssColor(styleColorOf(header.color), theme, header.brush)}
      strokeWidth={header.size * unit}
      strokeOpacity={header.opacity / 255}
    />
  )
}

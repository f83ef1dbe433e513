// Work that is not on the server, read back into strokes: for a picture of it, and for a file to take along.
//
// The file is JSON:
//   format      'inkroom-unsent-work', version 1; protocol: the version that `ops` are encoded in
//   exportedAt  ISO time
//   lots        one a reason: boardId, why (as in the tray), reason (where there is one), since (ISO time), and
//     changes   in the order they were made: author, counter and ops (the batch as it would be sent, base64)
//   strokes     what can be read of all changes: color ('#rrggbb' or 'palette N'), widthPx, opacity 0–1, and
//               points [x, y] in world units, 1 = one CSS pixel at 100 %

import { Document, type InkObject } from '@inkroom/document'
import {
  type AuthorId,
  type Batch,
  decodeObjectHead,
  type Op,
  type PersonId,
  PROTOCOL_VERSION,
} from '@inkroom/protocol'
import type { TrayWork } from '../app/board-actions.ts'

const FORMAT = { format: 'inkroom-unsent-work', version: 1, protocol: PROTOCOL_VERSION } as const

// The work is folded by nobody's document: all of it is adopted, and nothing made.
const NOBODY = { author: '0'.repeat(16) as AuthorId, person: '0'.repeat(16) as PersonId }

/** Strokes whose beginning is on the server, and not here, cannot be read. */
export function strokesIn(batches: readonly Batch[]): readonly InkObject[] {
  const document = new Document(NOBODY)
  for (const batch of batches) {
    const ops = batch.ops.filter(draws)
    document.adopt({ ...batch, ops }, NOBODY.person)
  }
  return Array.from(document.inkInOrder())
}

/** A clearing or an erasure that was refused must not hide the strokes that were, too. */
function draws(op: Op): boolean {
  if (op.kind === 'create') return decodeObjectHead(op.body).kind !== 'erasure'
  return op.kind === 'extend'
}

export function unsentWorkText(works: readonly TrayWork[], exportedAtMs: number): string {
  const exportedAt = new Date(exportedAtMs).toISOString()
  const lots = works.map(({ lot: { boardId, why, sinceMs }, batches }) => ({
    boardId,
    why: why.kind,
    ...(why.kind === 'held' ? {} : { reason: why.reason }),
    since: new Date(sinceMs).toISOString(),
    changes: batches.map(({ author, counter, bytes }) => ({
      author,
      counter,
      ops: base64Of(bytes),
    })),
  }))
  const strokes = strokesIn(works.flatMap(({ batches }) => batches)).map(readable)
  return JSON.stringify({ ...FORMAT, exportedAt, lots, strokes }, null, 1)
}

function readable({ header, points }: InkObject) {
  const { color, size, opacity, gridExponent } = header
  const unit = 2 ** -gridExponent
  const at = (i: number) => [(points.xs[i] ?? 0) * unit, (points.ys[i] ?? 0) * unit] as const
  return {
    color:
      color.kind === 'palette'
        ? `palette ${color.index}`
        : `#${color.rgb.toString(16).padStart(6, '0')}`,
    widthPx: size * unit,
    opacity: opacity / 255,
    points: Array.from({ length: points.length }, (_, i) => at(i)),
  }
}

function base64Of(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return btoa(text)
}

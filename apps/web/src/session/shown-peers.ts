// Where the others are on the board: their cursors and the light that they point with, as their words come.

import type { Client, ClientEvents } from '@inkroom/client'
import type { InkObject } from '@inkroom/document'
import type { Point } from '@inkroom/geometry'
import {
  type AuthorId,
  decodeCursor,
  decodeLaser,
  EPHEMERAL_KINDS,
  type PersonId,
} from '@inkroom/protocol'
import { paletteColor } from '../app/palette.ts'
import { preferencesStore } from '../app/preferences-store.ts'
import type { BoardSurface } from '../canvas/board-surface.ts'
import { themeStore } from '../theme/theme.ts'
import { trailPieceOf } from './laser-hand.ts'
import type { SessionReport } from './session-report.ts'

export interface ShownPeersOptions {
  readonly client: Pick<Client, 'people' | 'person'>
  readonly report: Pick<SessionReport, 'active'>
  /** Null while no canvas is on the page. */
  readonly surface: () => Pick<BoardSurface, 'cursors' | 'lasers'> | null
}

interface Peer {
  readonly author: AuthorId
  readonly person: PersonId
}

interface PeerLook {
  readonly name: string
  /** A CSS colour. */
  readonly color: string
}

export class ShownPeers {
  private readonly options: ShownPeersOptions

  constructor(options: ShownPeersOptions) {
    this.options = options
  }

  take({ kind, body, ...peer }: ClientEvents['ephemeral']): void {
    if (kind === EPHEMERAL_KINDS.laser) this.showLaser(peer, body)
    if (kind !== EPHEMERAL_KINDS.cursor) return
    const cursor = decodeCursor(body)
    if (cursor === null) this.options.surface()?.cursors.remove(peer.author)
    else this.showCursor(peer, cursor)
  }

  /** The pen's place says where its person is: no cursor is sent while a stroke grows. */
  followPen({ points, header, author, owner: person }: InkObject): void {
    const scale = 2 ** -header.gridExponent
    const last = points.length - 1
    const world = { x: (points.xs[last] ?? 0) * scale, y: (points.ys[last] ?? 0) * scale }
    this.showCursor({ author, person }, world)
  }

  private showCursor(peer: Peer, world: Point): void {
    const look = this.noted(peer)
    if (look !== null) this.options.surface()?.cursors.move(peer.author, world, look, Date.now())
  }

  /** The light says where its person is, as a pen's ink does. */
  private showLaser(peer: Peer, body: Uint8Array): void {
    const piece = decodeLaser(body)
    const look = this.noted(peer)
    if (piece === null || look === null) return
    const lit = trailPieceOf(piece)
    this.options.surface()?.lasers.take(peer.author, lit, look.color)
    const head = lit.points.at(-1)
    if (head !== undefined) this.showCursor(peer, head)
  }

  /** A peer's hand moved: how it is shown, or null where it is not. */
  private noted({ person }: Peer): PeerLook | null {
    const { client, report } = this.options
    if (person === client.person) return null
    report.active(person)
    if (!preferencesStore.getState().showsCursors) return null
    const profile = client.people.find(each => each.person === person)?.profile
    if (profile === undefined) return null
    const color = paletteColor(profile.color, themeStore.getState().theme)
    return { name: profile.name, color }
  }
}

// What every connection of a server is given.

import type { PersonId } from '@inkroom/protocol'
import type { Clock } from '../clock.ts'
import type { Journal } from '../journal.ts'
import type { Terms } from '../rooms/member.ts'
import type { RoomRegistry } from '../rooms/room-registry.ts'
import type { Settings } from '../settings.ts'
import type { PersonRates } from './person-rates.ts'

/** What a person may do on a board. */
export type MayDraw = (who: { readonly room: string; readonly person: PersonId }) => boolean

export interface ConnectionServices {
  readonly settings: Settings
  readonly clock: Clock
  readonly random: () => number
  readonly rooms: RoomRegistry
  readonly rates: PersonRates
  readonly journal: Journal
  readonly mayDraw: MayDraw
  readonly terms: () => Terms
}

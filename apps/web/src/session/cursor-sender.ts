// Tells the others where this tab's pointer hovers: the newest place, a few times a second.

import type { Client } from '@inkroom/client'
import type { Point } from '@inkroom/geometry'
import { EPHEMERAL_KINDS, encodeCursor } from '@inkroom/protocol'
import { createGate, type GateClock } from '../input/send-gate.ts'

/** 25 a second: with the transition of the shown cursor it moves smoothly. */
const CURSOR_INTERVAL_MS = 40

export interface CursorSender {
  /** In world units; null when it left the board. */
  move(world: Point | null): void
  /** Forgets a place that was not sent yet. */
  rest(): void
}

export function createCursorSender(
  client: Pick<Client, 'sendEphemeral'>,
  clock: GateClock,
): CursorSender {
  let newest: Point | null = null
  const send = () => {
    const body = encodeCursor(newest === null ? null : { ...newest, page: 0 })
    client.sendEphemeral(EPHEMERAL_KINDS.cursor, body)
  }
  const gate = createGate(send, clock, CURSOR_INTERVAL_MS)
  return {
    move(world) {
      newest = world
      gate.request()
    },
    rest: () => gate.cancel(),
  }
}

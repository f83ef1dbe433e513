// This tab's own light: shown here at once, told to the others piece by piece. Each word holds what was pointed at
// lately, since any of them may be dropped.

import type { Client } from '@inkroom/client'
import { dequantize, type Point, quantize } from '@inkroom/geometry'
import {
  EPHEMERAL_KINDS,
  encodeLaser,
  type LaserPiece,
  type LaserPoint,
  limits,
} from '@inkroom/protocol'
import type { TrailPiece } from '../canvas/laser-trails.ts'
import { createGate, type GateClock } from '../input/send-gate.ts'
import type { LaserHand } from '../tools/tool-behaviour.ts'

/** As often as the server relays. */
export const LASER_INTERVAL_MS = 33
/** Nine words may be lost in a row, or those of a link that stalls for so long. */
export const LASER_WORD_MS = 300

/** Boards have one page so far; the wire carries its number. */
const PAGE = 0

interface Placed {
  readonly point: LaserPoint
  readonly atMs: number
}

export interface LaserHandOptions {
  readonly client: Pick<Client, 'sendEphemeral'>
  readonly clock: GateClock
  /** Shows it on this tab's board. */
  readonly show: (piece: LaserPiece) => void
}

export function createLaserHand({ client, clock, show }: LaserHandOptions): LaserHand {
  let trail = 0
  let gridExponent = 0
  let next = 0
  let recent: Placed[] = []
  /** The end of the trail before, where that was drawn but not told yet: a new trail may begin at once. */
  let ended: Uint8Array | null = null
  let isTold = true
  const word = () => {
    const points = recent.map(({ point }) => point)
    return encodeLaser({ page: PAGE, trail, first: next - points.length, gridExponent, points })
  }
  const send = () => {
    const body = ended ?? word()
    if (ended === null) isTold = true
    ended = null
    client.sendEphemeral(EPHEMERAL_KINDS.laser, body)
    // A word of its own: the server relays the newest of those that reach it together.
    if (!isTold) gate.request()
  }
  const gate = createGate(send, clock, LASER_INTERVAL_MS)
  return {
    begin(grid) {
      if (!isTold) ended = word()
      isTold = true
      trail += 1
      gridExponent = grid
      next = 0
      recent = []
    },
    move(world) {
      const atMs = clock.nowMs()
      const points = world.map(each => toGrid(each, gridExponent))
      show({ page: PAGE, trail, first: next, gridExponent, points })
      next += points.length
      const placed = points.map(point => ({ point, atMs }))
      recent = [...recent, ...placed]
        .filter(each => each.atMs > atMs - LASER_WORD_MS)
        .slice(-limits.MAX_LASER_POINTS)
      isTold = false
      gate.request()
    },
  }
}

function toGrid({ x, y }: Point, gridExponent: number): LaserPoint {
  return { x: quantize(x, gridExponent), y: quantize(y, gridExponent) }
}

/** As it is on the board. */
export function trailPieceOf({ trail, first, gridExponent, points }: LaserPiece): TrailPiece {
  const world = points.map(({ x, y }) => ({
    x: dequantize(x, gridExponent),
    y: dequantize(y, gridExponent),
  }))
  return { trail, first, points: world }
}

// Which touches are a hand that rests beside its pen. Systems sort out most palms themselves; these are the rules
// for those that they let through.

/** Nobody lifts the pen and touches with a finger of the same hand sooner; the ball of a moving hand does. */
export const PALM_AFTER_PEN_MS = 500

/** Fingertips are 15 to 30 CSS pixels wide. */
export const PALM_SIZE_PX = 40

export interface TouchStart {
  readonly timeMs: number
  /** The longer side of what touches. */
  readonly sizePx: number
}

export interface PenTrace {
  /** Without a pen a large touch is a thumb laid flat, and meant. */
  readonly isPenKnown: boolean
  /** When a pen was last on the board. */
  readonly touchedMs: number
}

export function isPalm({ timeMs, sizePx }: TouchStart, pen: PenTrace): boolean {
  if (!pen.isPenKnown) return false
  return timeMs - pen.touchedMs < PALM_AFTER_PEN_MS || sizePx > PALM_SIZE_PX
}

// Whether a pointer measures pressure, told by what it reports and not by what it is called: Firefox on X11 calls
// pens mice, and there are pens that measure nothing.

/** Hardware without pressure reports 0.5 while it is down; some report 0 or 1. */
const isMeasured = (pressure: number): boolean =>
  pressure !== 0 && pressure !== 0.5 && pressure !== 1

/** A pen that measures may report 0.5 once or twice; oftener, it does not measure. */
const TELLING_SAMPLES = 3

interface Heard {
  readonly pointerType: string
  samples: number
  isMeasured: boolean
}

/**
 * A stroke's header says at its first sample whether there is pressure. Where that sample could be a stand-in, what
 * counts is how the pointer of this type went on last time.
 */
export class PressureSense {
  private readonly known = new Map([['pen', true]])
  private heard: Heard | null = null

  /** A stroke begins: whether it has pressure. */
  begin(pointerType: string, pressure: number): boolean {
    this.learn()
    this.heard = { pointerType, samples: 0, isMeasured: false }
    this.hear(pressure)
    return isMeasured(pressure) || (this.known.get(pointerType) ?? false)
  }

  /** The stroke went on. */
  hear(pressure: number): void {
    const { heard } = this
    if (heard === null) return
    heard.samples += 1
    heard.isMeasured ||= isMeasured(pressure)
  }

  private learn(): void {
    const { heard } = this
    if (heard === null || heard.samples < TELLING_SAMPLES) return
    this.known.set(heard.pointerType, heard.isMeasured)
  }
}

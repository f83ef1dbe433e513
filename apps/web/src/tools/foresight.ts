// Where the pen is expected next, for as long as that is worth showing: until it is somewhere, or should be by now.

import type { PenSample } from '../input/pen-sample.ts'
import type { ToolContext } from './tool-behaviour.ts'

/**
 * Two frames at 60 Hz. Of a mouse that stops no event comes any more that would say so, and what was expected of it
 * would stand there.
 */
export const FORESIGHT_MS = 1000 / 30

export class Foresight {
  private readonly context: Pick<ToolContext, 'clock' | 'repaint'>
  private expected: readonly PenSample[] = []
  private cancelExpiry = (): void => undefined

  constructor(context: Pick<ToolContext, 'clock' | 'repaint'>) {
    this.context = context
  }

  get samples(): readonly PenSample[] {
    return this.expected
  }

  expect(samples: readonly PenSample[]): void {
    this.forget()
    this.expected = samples
    this.cancelExpiry = this.context.clock.setTimer(() => this.expire(), FORESIGHT_MS)
  }

  forget(): void {
    this.cancelExpiry()
    this.expected = []
  }

  private expire(): void {
    this.expected = []
    this.context.repaint()
  }
}

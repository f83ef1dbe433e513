// An outlet that keeps what it is given until the test lets it out.

import type { Outlet } from '../rooms/outlet.ts'

export class FakeOutlet implements Outlet {
  /** Everything that was ever sent. */
  readonly sent: Uint8Array[] = []
  /** While true, what is sent stays in the buffer. */
  isStalled = false
  /** The most that was ever held. */
  peakBytes = 0
  private held = 0

  get bufferedBytes(): number {
    return this.held
  }

  send(frame: Uint8Array): void {
    this.sent.push(frame)
    if (this.isStalled) this.held += frame.length
    this.peakBytes = Math.max(this.peakBytes, this.held)
  }

  drain(): void {
    this.held = 0
  }
}

// Time that stands still until a test moves it.

export class ManualClock {
  private atMs = 0
  private timers: { readonly dueMs: number; readonly run: () => void }[] = []

  nowMs(): number {
    return this.atMs
  }

  setTimer(run: () => void, delayMs: number): () => void {
    const timer = { dueMs: this.atMs + delayMs, run }
    this.timers.push(timer)
    return () => {
      this.timers = this.timers.filter(each => each !== timer)
    }
  }

  pass(ms: number): void {
    this.atMs += ms
    const due = this.timers.filter(({ dueMs }) => dueMs <= this.atMs)
    this.timers = this.timers.filter(timer => !due.includes(timer))
    for (const { run } of due) run()
  }
}

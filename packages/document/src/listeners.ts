// Tells listeners. One that throws stops neither the others nor what is being told of: its error goes
// to `onThrow`.

export class Listeners<T> {
  private readonly listeners = new Set<(event: T) => void>()
  private readonly onThrow: (error: unknown) => void

  constructor(onThrow: (error: unknown) => void) {
    this.onThrow = onThrow
  }

  /** Returns what takes the listener off again. */
  add(listener: (event: T) => void): () => void {
    // Its own function each time: the same listener added twice is told twice and taken off once.
    const own = (event: T): void => listener(event)
    this.listeners.add(own)
    return () => this.listeners.delete(own)
  }

  tell(event: T): void {
    // A copy: one that is added meanwhile is told from the next event on.
    for (const listener of Array.from(this.listeners)) {
      try {
        listener(event)
      } catch (error) {
        this.onThrow(error)
      }
    }
  }
}

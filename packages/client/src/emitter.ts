// Tells listeners what happened. A listener that throws stops nobody: the others are still told, and
// its error is handed to `onThrow`.

export type Listener<T> = (event: T) => void

export class Emitter<Events extends object> {
  private readonly listeners: { [Name in keyof Events]?: Set<Listener<Events[Name]>> } = {}
  private readonly onThrow: (error: unknown, name: keyof Events) => void
  private muted = false

  constructor(onThrow: (error: unknown, name: keyof Events) => void) {
    this.onThrow = onThrow
  }

  /** Returns what takes the listener off again. The same function twice is told twice. */
  on<Name extends keyof Events>(name: Name, listener: Listener<Events[Name]>): () => void {
    const own: Listener<Events[Name]> = event => listener(event)
    const all = this.listeners[name] ?? new Set<Listener<Events[Name]>>()
    this.listeners[name] = all
    all.add(own)
    return () => all.delete(own)
  }

  emit<Name extends keyof Events>(name: Name, event: Events[Name]): void {
    // A copy: one that is added while the others are told is told from the next event on.
    for (const listener of Array.from(this.listeners[name] ?? [])) {
      if (this.muted) return
      try {
        listener(event)
      } catch (error) {
        this.onThrow(error, name)
      }
    }
  }

  /** Nobody is told anything from now on. */
  mute(): void {
    this.muted = true
  }
}

// What was given to the storage and is not stored yet, as it weighs in memory: of one board, and of all of
// them together. It bounds nothing by itself: who reads from connections asks for the load.

export class Backlog {
  private readonly maxBytes: number
  private readonly total: Backlog | null
  private held = 0

  /** `total` has in it what this one has. */
  constructor(maxBytes: number, total: Backlog | null = null) {
    this.maxBytes = maxBytes
    this.total = total
  }

  get bytes(): number {
    return this.held
  }

  /** 1 where as much waits as may. */
  get load(): number {
    return Math.max(this.held / this.maxBytes, this.total?.load ?? 0)
  }

  add(bytes: number): void {
    this.held += bytes
    this.total?.add(bytes)
  }

  remove(bytes: number): void {
    this.add(-bytes)
  }
}

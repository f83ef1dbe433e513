// A TCP link without a network: two streams, and what is on its way between them until somebody lets it through.

import { Duplex } from 'node:stream'

export type Direction = 'up' | 'down'

type Waiting = { readonly kind: 'bytes'; readonly bytes: Buffer } | { readonly kind: 'end' }

/** As of a socket's buffers in the kernel: what is written beyond it stays with the writer. */
const MOST_ON_ITS_WAY_BYTES = 2048

/** Who holds back less than this in a socket is never told that it has drained: less than what the server holds. */
const DRAIN_BYTES = 1024

/** One direction. */
class Line {
  isDark = false
  private readonly waiting: Waiting[] = []
  private bytes = 0
  private accept: (() => void) | null = null

  get isEmpty(): boolean {
    return this.waiting.length === 0
  }

  put(bytes: Buffer, accepted: () => void): void {
    this.bytes += bytes.length
    this.waiting.push({ kind: 'bytes', bytes })
    if (this.bytes <= MOST_ON_ITS_WAY_BYTES) accepted()
    else this.accept = accepted
  }

  putEnd(): void {
    this.waiting.push({ kind: 'end' })
  }

  /** Takes the next piece off; a dark line loses it. */
  pass(to: End): void {
    const next = this.waiting.shift()
    if (next === undefined) return
    if (next.kind === 'bytes') this.bytes -= next.bytes.length
    if (!this.isDark) to.hear(next.kind === 'bytes' ? next.bytes : null)
    const { accept } = this
    if (this.bytes > MOST_ON_ITS_WAY_BYTES || accept === null) return
    this.accept = null
    accept()
  }

  lose(): void {
    this.waiting.length = 0
    this.bytes = 0
  }
}

/** What a client's, or the server's, socket is. */
class End extends Duplex {
  private readonly out: Line

  constructor(out: Line) {
    super({ allowHalfOpen: false, highWaterMark: DRAIN_BYTES })
    this.out = out
    // An end is told by 'close' as well; without a listener Node would end.
    this.on('error', () => {})
  }

  override _read(): void {}

  override _write(bytes: Buffer, _encoding: string, accepted: () => void): void {
    this.out.put(bytes, accepted)
  }

  override _final(done: () => void): void {
    this.out.putEnd()
    done()
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    // A process that lets go of a socket says so to the other side, behind what it wrote.
    if (!this.writableFinished) this.out.putEnd()
    done(error)
  }

  hear(bytes: Buffer | null): void {
    if (!this.destroyed && !this.readableEnded) this.push(bytes)
  }
}

export class MemoryLink {
  readonly client: End
  readonly server: End
  /** Its client reads nothing, while the link stands. */
  isStalled = false
  private readonly lines: Readonly<Record<Direction, Line>> = { up: new Line(), down: new Line() }

  constructor() {
    this.client = new End(this.lines.up)
    this.server = new End(this.lines.down)
  }

  get isOver(): boolean {
    return this.client.destroyed && this.server.destroyed
  }

  /** Lets so many pieces through; returns whether there was any. */
  flush(direction: Direction, pieces = Number.POSITIVE_INFINITY): boolean {
    if (direction === 'down' && this.isStalled) return false
    const line = this.lines[direction]
    const to = direction === 'up' ? this.server : this.client
    let passed = 0
    for (; passed < pieces && !line.isEmpty; passed += 1) line.pass(to)
    return passed > 0
  }

  /** A black hole: both ends stay and hear nothing any more. */
  darken(): void {
    for (const line of [this.lines.up, this.lines.down]) line.isDark = true
  }

  /** The client's end is reset. What it sent may still come to the server, later, or is lost. */
  cut({ losesUp }: { losesUp: boolean }): void {
    if (losesUp) this.lines.up.lose()
    this.lines.down.lose()
    this.client.destroy(new Error('reset'))
    if (losesUp) this.server.destroy(new Error('reset'))
  }

  /** The server's process is gone; what it wrote may still come to the client, now, or is lost. */
  bereave({ losesDown }: { losesDown: boolean }): void {
    this.isStalled = false
    if (!losesDown) this.flush('down')
    this.lines.up.lose()
    this.lines.down.lose()
    this.server.destroy(new Error('reset'))
    this.client.destroy(new Error('reset'))
  }
}

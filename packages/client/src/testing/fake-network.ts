// Sockets without a network: what either side sends lies in a queue until a test delivers it.

import type { SocketEvents, SocketLike } from '../environment.ts'

interface Closed {
  readonly code: number
  readonly reason: string
}

/** One socket of the client, as the network and the server see it. */
export class FakeLink implements SocketLike {
  readonly url: string
  /** What the client's socket says it still holds. */
  bufferedBytes = 0
  /** How the client closed it. */
  closedByClient: Closed | null = null
  private readonly events: SocketEvents
  private readonly up: Uint8Array[] = []
  private readonly down: Uint8Array[] = []
  private dark = false

  constructor(url: string, events: SocketEvents) {
    this.url = url
    this.events = events
  }

  send(bytes: Uint8Array): void {
    if (!this.dark) this.up.push(bytes)
  }

  close(code: number, reason: string): void {
    this.closedByClient ??= { code, reason }
  }

  open(): void {
    this.events.opened()
  }

  /** Both ends stay open and hear nothing any more. */
  blackOut(): void {
    this.dark = true
    this.up.length = 0
    this.down.length = 0
  }

  /** Takes what the client sent. */
  takeUp(): Uint8Array[] {
    return this.up.splice(0)
  }

  queueDown(bytes: Uint8Array): void {
    if (!this.dark) this.down.push(bytes)
  }

  /** Loses what is on its way to the client. */
  takeDown(): Uint8Array[] {
    return this.down.splice(0)
  }

  get waitingDown(): number {
    return this.down.length
  }

  /** Hands the client the next `count` messages. */
  deliver(count: number = this.down.length): void {
    for (const bytes of this.down.splice(0, count)) this.events.received(bytes)
  }

  /** The client's socket tells that it is closed; messages on their way are lost. */
  drop(code = 1006, reason = ''): void {
    this.blackOut()
    this.events.closed(code, reason)
  }
}

export class FakeNetwork {
  readonly links: FakeLink[] = []

  openSocket = (url: string, events: SocketEvents): SocketLike => {
    const link = new FakeLink(url, events)
    this.links.push(link)
    return link
  }

  get last(): FakeLink {
    const link = this.links.at(-1)
    if (link === undefined) throw new Error('no socket was opened yet')
    return link
  }
}

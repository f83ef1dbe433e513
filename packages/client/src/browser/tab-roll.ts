// Who of this browser's tabs lives: asked over a channel, answered by each tab for itself. Needs no secure
// context. A tab that is frozen does not answer, and its work is sent by another; that is harmless.

import type { AuthorId } from '@inkroom/protocol'
import type { Clock } from '../environment.ts'
import type { LivingRoll } from '../keeping/outbox-store.ts'

const CHANNEL_NAME = 'inkroom.living'
const ANSWER_MS = 250

type Said =
  | { readonly kind: 'who-lives' | 'left' }
  | { readonly kind: 'lives'; readonly author: AuthorId }

/** What is used of a BroadcastChannel. */
export interface Channel {
  postMessage(message: unknown): void
  close(): void
  addEventListener(type: 'message', hear: (event: MessageEvent<unknown>) => void): void
}

function saidBy(data: unknown): Said | null {
  if (typeof data !== 'object' || data === null || !('kind' in data)) return null
  if (data.kind === 'who-lives' || data.kind === 'left') return { kind: data.kind }
  const named = data.kind === 'lives' && 'author' in data && typeof data.author === 'string'
  // A tab of this very origin says it of itself.
  return named ? { kind: 'lives', author: data.author as AuthorId } : null
}

/** A tab that cannot ask takes all others for gone. */
const SILENT: Channel = { postMessage: () => {}, close: () => {}, addEventListener: () => {} }

function openBroadcast(): Channel {
  return typeof BroadcastChannel === 'undefined' ? SILENT : new BroadcastChannel(CHANNEL_NAME)
}

export class TabRoll implements LivingRoll {
  private readonly clock: Clock
  private readonly openChannel: () => Channel
  private readonly here = new Set<AuthorId>()
  private readonly hearers = new Set<() => void>()
  private heard = new Set<AuthorId>()
  private asking = 0
  /** Open only while somebody here lives or asks: an open one keeps a page out of the back/forward cache. */
  private channel: Channel | null = null

  constructor(clock: Clock, openChannel = openBroadcast) {
    this.clock = clock
    this.openChannel = openChannel
  }

  enter(author: AuthorId): () => void {
    this.here.add(author)
    this.listen()
    return () => {
      this.here.delete(author)
      this.channel?.postMessage({ kind: 'left' } satisfies Said)
      this.leaveIfIdle()
    }
  }

  /** A tab that is killed says nothing. */
  onLeave(hear: () => void): () => void {
    this.hearers.add(hear)
    return () => this.hearers.delete(hear)
  }

  async whoLives(): Promise<ReadonlySet<AuthorId>> {
    if (this.asking === 0) this.heard = new Set()
    this.asking += 1
    this.listen()
    this.channel?.postMessage({ kind: 'who-lives' } satisfies Said)
    await new Promise<void>(resolve => this.clock.setTimer(resolve, ANSWER_MS))
    this.asking -= 1
    this.leaveIfIdle()
    return new Set([...this.heard, ...this.here])
  }

  private listen(): void {
    if (this.channel !== null) return
    this.channel = this.openChannel()
    this.channel.addEventListener('message', ({ data }) => this.hear(saidBy(data)))
  }

  private hear(said: Said | null): void {
    if (said?.kind === 'lives') this.heard.add(said.author)
    if (said?.kind === 'left') for (const each of Array.from(this.hearers)) each()
    if (said?.kind !== 'who-lives') return
    for (const author of this.here) {
      this.channel?.postMessage({ kind: 'lives', author } satisfies Said)
    }
  }

  private leaveIfIdle(): void {
    if (this.here.size > 0 || this.asking > 0) return
    this.channel?.close()
    this.channel = null
  }
}

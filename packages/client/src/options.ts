// What a client is made with, and what it answers to a submit.

import type { Batch, Profile } from '@inkroom/protocol'
import type { Environment } from './environment.ts'
import type { OutboxBounds } from './outbox.ts'
import type { Replica } from './replica.ts'
import type { Timing } from './timing.ts'

export interface BoardOptions {
  /** The board's name as in `/b/NAME`. */
  readonly roomName: string
  /** What is kept up to date. */
  readonly replica: Replica
  /** 16 secret bytes of this browser or program; their hash is the person's public id. */
  readonly personKey: Uint8Array
  /** 16 secret bytes of this page load or run; drawn at random by default. */
  readonly authorKey?: Uint8Array
  /** What opens the board beyond its name; none by default. */
  readonly capability?: Uint8Array
  /** How the person is shown. */
  readonly profile: Profile
  /** Tries in a row before giving up; without end by default. */
  readonly maxAttempts?: number
  /** How much unsaved work is held: 65,536 batches and 16 MiB by default. */
  readonly outboxBounds?: OutboxBounds
  /** Intervals in ms, each by default as in timing.ts. */
  readonly timing?: Partial<Timing>
}

export interface ConnectOptions extends BoardOptions {
  /** `ws:` or `wss:`. */
  readonly url: string
  readonly environment: Environment
}

export type SubmitResult =
  | { readonly kind: 'queued'; readonly batch: Batch }
  /** The outbox holds all it may: nothing was taken. */
  | { readonly kind: 'full' }
  /** More ops or bytes than one batch may have: nothing was taken. */
  | {
      readonly kind: 'too-large'
      readonly ops: number
      readonly bytes: number
      readonly maxBytes: number
    }
  /** The client has stopped for good: nothing was taken. */
  | { readonly kind: 'stopped' }

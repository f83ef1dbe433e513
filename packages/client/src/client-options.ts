// What a client is made with, all of it.

import type { ConnectOptions } from './options.ts'
import type { KeepWork } from './work-keeper.ts'

export interface ClientOptions extends ConnectOptions {
  /** Who keeps unsettled work so that it outlives its page (`keepIn` of keeping.ts); nobody by default. */
  readonly keepWork?: KeepWork
}

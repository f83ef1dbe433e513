// One of the many in a storm: no document, and a note of each delay that it drew after a loss.

import { Client, type ClientState, type Environment } from '@inkroom/client'
import { drawKey, ImageReplica, nodeEnvironment } from '@inkroom/client/node'
import { AuthorTable, decodeDown, type Op } from '@inkroom/protocol'

const OP: Op = { kind: 'create', n: 1, page: 0, parent: null, body: Uint8Array.of(1), last: true }

export class Swimmer {
  readonly client: Client
  beats = 0
  /** Of the first wait after the last `forget`; null before. */
  delayMs: number | null = null
  private readonly replica = new ImageReplica()

  constructor(url: string, random: () => number) {
    this.client = new Client({
      url,
      environment: { ...nodeEnvironment, random, openSocket: this.openSocket },
      roomName: 'storm',
      replica: this.replica,
      personKey: drawKey(),
      profile: { name: 'Many', color: 3 },
      // Each has been live for long enough to begin anew with the first delay.
      timing: { steadyAfterMs: 0 },
    })
    this.client.on('state', state => this.note(state))
    this.client.connect()
  }

  get isLive(): boolean {
    return this.client.state.kind === 'live'
  }

  /** What the board is here, in a word. */
  get digest(): string {
    return JSON.stringify(this.replica.digest)
  }

  submit(): void {
    this.client.submit([OP])
  }

  private readonly openSocket: Environment['openSocket'] = (url, events) =>
    nodeEnvironment.openSocket(url, {
      opened: () => events.opened(),
      received: bytes => {
        events.received(bytes)
        if (this.isLive && isBeat(bytes)) this.beats += 1
      },
      closed: (code, reason) => events.closed(code, reason),
    })

  private note(state: ClientState): void {
    if (state.kind === 'waiting') this.delayMs ??= state.untilMs - nodeEnvironment.clock.nowMs()
  }
}

/** Live frames lean on a table that is not at hand here; they are no beats. */
function isBeat(bytes: Uint8Array): boolean {
  try {
    return decodeDown(bytes, new AuthorTable()).type === 'beat'
  } catch {
    return false
  }
}

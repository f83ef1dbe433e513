// One who takes part without understanding anything: on a board of Inkroom, or at the bare relay.

import { encodeUp, PROTOCOL_VERSION } from '@inkroom/protocol'
import { CAUGHT_UP } from './frame-types.ts'
import { ThinSocket } from './thin-socket.ts'

/** Where one takes part. */
export type Place =
  | { readonly kind: 'board'; readonly port: number; readonly roomName: string }
  | { readonly kind: 'relay'; readonly port: number }

export interface MemberListener {
  /** Every frame; a view that is good until this returns. */
  received(frame: Uint8Array): void
  /** Not by its own close. */
  lost(): void
}

function helloOf(roomName: string, authorKey: Uint8Array): Uint8Array {
  return encodeUp({
    type: 'hello',
    version: PROTOCOL_VERSION,
    roomName,
    authorKey,
    // A person each: the author's own key is as good as any.
    personKey: authorKey,
    capability: new Uint8Array(),
    profile: { name: 'Bench', color: 2 },
    floor: 1,
    resume: null,
  })
}

/** Resolves once it has everything and lives with the others. */
export function joinThin(
  place: Place,
  authorKey: Uint8Array,
  listener: MemberListener,
): Promise<ThinSocket> {
  return new Promise((resolve, reject) => {
    const socket: ThinSocket = new ThinSocket(place.port, {
      opened: () => {
        if (place.kind === 'board') socket.send(helloOf(place.roomName, authorKey))
        else resolve(socket)
      },
      received: frame => {
        listener.received(frame)
        if (frame[0] === CAUGHT_UP && place.kind === 'board') resolve(socket)
      },
      ended: () => {
        reject(new Error('the connection ended before it was live'))
        listener.lost()
      },
    })
  })
}

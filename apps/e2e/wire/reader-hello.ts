// What a reader says that follows a room without a board.

import { drawKey } from '@inkroom/client/node'
import { encodeUp, type Hello, PROTOCOL_VERSION } from '@inkroom/protocol'

/** The hello of somebody new, as bytes. */
export function readerHello(roomName: string, resume: Hello['resume'] = null): Uint8Array {
  return encodeUp({
    type: 'hello',
    version: PROTOCOL_VERSION,
    roomName,
    authorKey: drawKey(),
    personKey: drawKey(),
    capability: new Uint8Array(),
    profile: { name: 'Reader', color: 0 },
    floor: 1,
    resume,
  })
}

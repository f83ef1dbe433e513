// Whether the first frame of a connection opens the conversation.

import { type CloseName, type Hello, PROTOCOL_VERSION, type UpFrame } from '@inkroom/protocol'
import { checkAccess } from './access-key.ts'

export type HelloVerdict =
  | { readonly kind: 'taken'; readonly hello: Hello }
  | { readonly kind: 'refused'; readonly close: CloseName }

const refused = (close: CloseName): HelloVerdict => ({ kind: 'refused', close })

export function checkHello(frame: UpFrame, accessKey: string): HelloVerdict {
  if (frame.type === 'foreign-hello') {
    return refused(frame.version < PROTOCOL_VERSION ? 'too-old' : 'too-new')
  }
  if (frame.type !== 'hello') return refused('bad-frame')
  const access = checkAccess(accessKey, frame.capability)
  return access === 'open' ? { kind: 'taken', hello: frame } : refused(access)
}

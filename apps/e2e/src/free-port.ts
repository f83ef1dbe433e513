// A loopback port that nobody listens on. A server that is killed and started again must have the same one, so it
// cannot take port 0 itself.

import { once } from 'node:events'
import { createServer } from 'node:net'
import { listenOnLoopback, portOf } from './loopback.ts'

export async function freePort(): Promise<number> {
  const probe = createServer()
  await listenOnLoopback(probe)
  const port = portOf(probe)
  probe.close()
  await once(probe, 'close')
  return port
}

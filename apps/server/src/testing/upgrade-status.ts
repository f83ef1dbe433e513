// A handshake by hand: what no client of ours says, or gets to see.

import { randomBytes } from 'node:crypto'
import { request } from 'node:http'

/** The status with which the server answers the upgrade. */
export function upgradeStatus(
  url: string,
  headers: Record<string, string>,
  path = '/ws',
): Promise<number> {
  const { port } = new URL(url)
  return new Promise((resolve, reject) => {
    const asked = request({
      port,
      host: '127.0.0.1',
      path,
      headers: {
        Connection: 'Upgrade',
        Upgrade: 'websocket',
        'Sec-WebSocket-Version': '13',
        'Sec-WebSocket-Key': randomBytes(16).toString('base64'),
        ...headers,
      },
    })
    asked.on('upgrade', (response, socket) => {
      socket.destroy()
      resolve(response.statusCode ?? 0)
    })
    asked.on('response', response => {
      response.resume()
      resolve(response.statusCode ?? 0)
    })
    asked.on('error', reject)
    asked.end()
  })
}

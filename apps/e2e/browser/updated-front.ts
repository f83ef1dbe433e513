// A server in front of the real one that is updated while pages are open: then its page is a new one that comes
// slowly, and who has not got that yet is too old. The new page says so by a tag of its own.

import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { CLOSE_REASONS } from '@inkroom/protocol'
import { WebSocket, WebSocketServer } from 'ws'
import { listenOnLoopback, portOf } from '../src/loopback.ts'

/** Longer than the service worker waits for the network. */
const SLOW_MS = 4_000
const NEW_TAG = '<meta name="updated" content="yes">'
const TOO_OLD = CLOSE_REASONS['too-old']

/** Not the real one's: they are about bytes that are not passed on as they are. */
const NOT_PASSED = new Set(['connection', 'content-encoding', 'content-length', 'keep-alive'])

export class UpdatedFront {
  private readonly target: string
  private readonly server: Server
  private readonly sockets = new WebSocketServer({ noServer: true })
  private isUpdated = false
  private wasNewGiven = false

  private constructor(target: string) {
    this.target = target
    this.server = createServer((request, response) => void this.answer(request, response))
    this.server.on('upgrade', (request, socket, head) => {
      this.sockets.handleUpgrade(request, socket, head, near => this.join(near))
    })
  }

  static async open(target: string): Promise<UpdatedFront> {
    const front = new UpdatedFront(target)
    await listenOnLoopback(front.server)
    return front
  }

  get port(): number {
    return portOf(this.server)
  }

  /** From now on; connections of the old page end. */
  update(): void {
    this.isUpdated = true
    for (const near of this.sockets.clients) near.close(TOO_OLD.code)
  }

  async close(): Promise<void> {
    for (const near of this.sockets.clients) near.terminate()
    this.server.closeAllConnections()
    this.server.close()
    await once(this.server, 'close')
  }

  private async answer({ url = '/' }: IncomingMessage, response: ServerResponse): Promise<void> {
    const real = await fetch(this.target + url)
    for (const [name, value] of real.headers) {
      if (!NOT_PASSED.has(name)) response.setHeader(name, value)
    }
    response.statusCode = real.status
    response.end(await this.bodyOf(url, real))
  }

  private async bodyOf(url: string, real: Response): Promise<Buffer | string> {
    const isPage = real.headers.get('content-type')?.startsWith('text/html') === true
    const isWorker = url === '/service-worker.js'
    if (!this.isUpdated || !(isPage || isWorker)) return Buffer.from(await real.arrayBuffer())
    const text = await real.text()
    // The worker of the new page keeps that one.
    if (isWorker) return text.replace(/(\/index\.html`,revision:`)\w+/, '$1updated')
    await wait(SLOW_MS)
    this.wasNewGiven = true
    return text.replace('<head>', `<head>${NEW_TAG}`)
  }

  private join(near: WebSocket): void {
    if (this.isUpdated && !this.wasNewGiven) return near.close(TOO_OLD.code)
    const far = new WebSocket(`${this.target.replace('http', 'ws')}/ws`)
    const waiting: Buffer[] = []
    near.on('message', (bytes: Buffer) => {
      if (far.readyState === WebSocket.OPEN) far.send(bytes)
      else waiting.push(bytes)
    })
    far.on('open', () => {
      for (const bytes of waiting) far.send(bytes)
    })
    far.on('message', (bytes: Buffer) => near.send(bytes))
    far.on('close', () => near.close())
    near.on('close', () => far.close())
  }
}

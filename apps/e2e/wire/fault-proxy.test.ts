import { once } from 'node:events'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { until } from '../src/until.ts'
import { FaultProxy } from './fault-proxy.ts'

/** What one end of a link has seen. */
class End {
  readonly socket: Socket
  readonly chunks: Buffer[] = []
  hasEnded = false
  hasClosed = false
  error = ''

  constructor(socket: Socket) {
    this.socket = socket
    socket.on('data', (bytes: Buffer) => this.chunks.push(bytes))
    socket.on('end', () => (this.hasEnded = true))
    socket.on('close', () => (this.hasClosed = true))
    socket.on('error', ({ message }) => (this.error = message))
  }

  get text(): string {
    return Buffer.concat(this.chunks).toString()
  }
}

let server: Server
let proxy: FaultProxy
let accepted: End[] = []

beforeEach(async () => {
  accepted = []
  server = createServer({ allowHalfOpen: true }, socket => accepted.push(new End(socket)))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const targetPort = typeof address === 'object' && address !== null ? address.port : 0
  proxy = await FaultProxy.open({ targetPort, random: () => 0.5 })
})

afterEach(async () => {
  for (const { socket } of accepted) socket.destroy()
  server.close()
  await proxy.close()
})

async function link(): Promise<{ near: End; far: End }> {
  const before = accepted.length
  const near = new End(connect({ port: proxy.port, host: '127.0.0.1', allowHalfOpen: true }))
  const far = await until('the server was reached', () => accepted[before] ?? null)
  return { near, far }
}

it('hands on bytes both ways', async () => {
  const { near, far } = await link()
  near.socket.write('up')
  far.socket.write('down')
  await until('both arrived', () => far.text === 'up' && near.text === 'down')
})

it('resets both ends when it is cut, and takes new links', async () => {
  const { near, far } = await link()
  proxy.cut()
  await until('both closed', () => near.hasClosed && far.hasClosed)
  expect(near.error).toContain('ECONNRESET')
  const again = await link()
  again.near.socket.write('again')
  await until('it arrived', () => again.far.text === 'again')
})

it('resets new links while it refuses', async () => {
  proxy.refuse()
  const near = new End(connect({ port: proxy.port, host: '127.0.0.1' }))
  await until('it was reset', () => near.hasClosed)
  expect(accepted).toEqual([])
})

it('delivers what it held, in order, when it resumes', async () => {
  const { near, far } = await link()
  proxy.hold()
  for (const word of ['one ', 'two ', 'three']) near.socket.write(word)
  const other = await link()
  other.near.socket.write('ping')
  other.far.socket.write('pong')
  proxy.resume()
  await until('all arrived', () => far.text === 'one two three' && other.far.text === 'ping')
})

it('never delivers what a stranded link was sent', async () => {
  const stranded = await link()
  proxy.strand()
  stranded.near.socket.write('lost')
  const other = await link()
  other.near.socket.write('kept')
  await until('the new link works', () => other.far.text === 'kept')
  expect(stranded.far.text).toBe('')
  expect(stranded.near.hasClosed).toBe(false)
})

it('hands on bytes one by one', async () => {
  const { near, far } = await link()
  proxy.setShape({ sliceBytes: 1 })
  near.socket.write('abcdefgh')
  await until('all arrived', () => far.text === 'abcdefgh')
  expect(far.chunks.length).toBeGreaterThan(1)
})

it('keeps the order of bytes under jitter', async () => {
  const { near, far } = await link()
  const delays = [0.9, 0.1, 0.5, 0]
  const shaken = await FaultProxy.open({
    targetPort: proxy.port,
    random: () => delays.shift() ?? 0,
  })
  shaken.setShape({ latencyMs: 1, jitterMs: 40, sliceBytes: 2 })
  const end = new End(connect({ port: shaken.port, host: '127.0.0.1' }))
  end.socket.write('aabbccdd')
  await until('all arrived', () => accepted.some(({ text }) => text === 'aabbccdd'))
  await shaken.close()
  expect([near.text, far.text]).toEqual(['', ''])
})

it('closes one way and leaves the other open', async () => {
  const { near, far } = await link()
  proxy.halfClose('client')
  await until('the client heard the end', () => near.hasEnded)
  near.socket.write('still here')
  await until('it arrived', () => far.text === 'still here')
  expect(near.hasClosed).toBe(false)
})

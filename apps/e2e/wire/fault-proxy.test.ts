import { connect, createServer, type Server, type Socket } from 'node:net'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { listenOnLoopback, portOf } from '../src/loopback.ts'
import { until } from '../src/until.ts'
import { FaultProxy } from './fault-proxy.ts'
import type { ProxyClock } from './fault-way.ts'

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

/** Time that moves when a test says so. */
class StillClock implements ProxyClock {
  private timeMs = 0
  private timers: { readonly dueMs: number; readonly fire: () => void }[] = []

  get pendingCount(): number {
    return this.timers.length
  }

  nowMs(): number {
    return this.timeMs
  }

  setTimer(fire: () => void, delayMs: number): () => void {
    const timer = { dueMs: this.timeMs + delayMs, fire }
    this.timers.push(timer)
    return () => {
      this.timers = this.timers.filter(each => each !== timer)
    }
  }

  advance(byMs: number): void {
    this.timeMs += byMs
    const due = this.timers.filter(({ dueMs }) => dueMs <= this.timeMs)
    this.timers = this.timers.filter(({ dueMs }) => dueMs > this.timeMs)
    for (const { fire } of due) fire()
  }
}

let clock: StillClock
let server: Server
let proxy: FaultProxy
let accepted: End[] = []

beforeEach(async () => {
  accepted = []
  server = createServer({ allowHalfOpen: true }, socket => accepted.push(new End(socket)))
  await listenOnLoopback(server)
  const targetPort = portOf(server)
  clock = new StillClock()
  proxy = await FaultProxy.open({ targetPort, random: () => 0.5, clock })
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

/** What was sent before it has been through the proxy when this one has. */
async function roundTrip(): Promise<void> {
  const other = await link()
  other.near.socket.write('ping')
  await until('it is there', () => other.far.text === 'ping')
  other.near.socket.destroy()
}

it('hands on bytes when their latency is over', async () => {
  proxy.setShape({ latencyMs: 100 })
  const { near, far } = await link()
  near.socket.write('late')
  await until('the proxy has it', () => clock.pendingCount > 0)
  proxy.setShape({})
  await roundTrip()
  expect(far.text).toBe('')
  clock.advance(99)
  await roundTrip()
  expect(far.text).toBe('')
  clock.advance(1)
  await until('it arrived', () => far.text === 'late')
})

it('carries so many bytes a second, however many are sent at once', async () => {
  proxy.setShape({ bytesPerSecond: 1000 })
  const { near, far } = await link()
  near.socket.write('x'.repeat(1000))
  await until('the proxy has it', () => clock.pendingCount > 0)
  proxy.setShape({})
  await roundTrip()
  clock.advance(500)
  await until('half of it is there', () => far.text.length === 500)
  await roundTrip()
  expect(far.text).toHaveLength(500)
  clock.advance(500)
  await until('all of it is there', () => far.text.length === 1000)
})

it('reads no further from who sends more than it may hold', async () => {
  proxy.hold(['down'])
  const { near, far } = await link()
  const piece = Buffer.alloc(1024 * 1024)
  let sent = 0
  while (far.socket.write(piece) || far.socket.writableLength < 16 * piece.length) sent += 1
  expect(sent).toBeGreaterThan(0)
  await roundTrip()
  expect(far.socket.writableLength).toBeGreaterThan(0)
  proxy.resume()
  await until('it all left', () => far.socket.writableLength === 0)
  await until('something came', () => near.chunks.length > 0)
})

it('swallows one direction and passes the other', async () => {
  const { near, far } = await link()
  proxy.hold(['down'])
  near.socket.write('up')
  far.socket.write('down')
  await until('up arrived', () => far.text === 'up')
  await roundTrip()
  expect(near.text).toBe('')
  proxy.resume()
  await until('down arrived', () => near.text === 'down')
})

it('never delivers one direction of a link that is stranded in it', async () => {
  const { near, far } = await link()
  proxy.strand(['up'])
  near.socket.write('lost')
  far.socket.write('down')
  await until('down arrived', () => near.text === 'down')
  await roundTrip()
  expect(far.text).toBe('')
})

it('tells of a close behind the bytes in front of it, and late', async () => {
  proxy.setShape({ closeDelayMs: 5000 })
  const { near, far } = await link()
  near.socket.end('bye')
  await until('the bytes arrived', () => far.text === 'bye')
  clock.advance(4999)
  await roundTrip()
  expect(far.hasEnded).toBe(false)
  clock.advance(1)
  await until('the end arrived', () => far.hasEnded)
})

it('cuts one side off at once, and the other hears of it late', async () => {
  proxy.setShape({ closeDelayMs: 5000 })
  const { near, far } = await link()
  proxy.cutOff('client')
  await until('the client was reset', () => near.error.includes('ECONNRESET'))
  far.socket.write('to nobody')
  await roundTrip()
  expect(far.hasClosed).toBe(false)
  clock.advance(5000)
  await until('the server was reset', () => far.hasClosed)
})

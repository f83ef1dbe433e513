import { authorIdOf, type Batch, decodeUp } from '@inkroom/protocol'
import { describe, expect, it } from 'vitest'
import { MemoryOutbox } from './outbox.ts'
import { MAX_BUFFERED_BYTES, Sender } from './sender.ts'
import { StreamError } from './stream-error.ts'
import { FakeNetwork } from './testing/fake-network.ts'
import { VirtualClock } from './testing/virtual-clock.ts'

const author = authorIdOf(new Uint8Array(16))
const batchOf = (counter: number): Batch => {
  return { author, counter, ops: [], bytes: new Uint8Array([counter]) }
}

function setUp(batches = 0) {
  const clock = new VirtualClock()
  const network = new FakeNetwork()
  const outbox = new MemoryOutbox(author)
  for (let counter = 1; counter <= batches; counter += 1) outbox.add(batchOf(counter))
  network.openSocket('ws://board.test/ws', { opened() {}, received() {}, closed() {} })
  const socket = network.last
  const failures: unknown[] = []
  const failed = (error: unknown) => failures.push(error)
  const sender = new Sender({ socket, outbox, clock, drainPollMs: 50, failed })
  const sent = () =>
    socket.takeUp().map(bytes => {
      const frame = decodeUp(bytes)
      if (frame.type === 'batch') return `batch ${frame.bytes.join()}`
      return frame.type === 'ephemeral' ? `word ${frame.kind}:${frame.body.join()}` : frame.type
    })
  return { clock, outbox, socket, sender, sent, failures }
}

describe('what goes up', () => {
  it('waits for the welcome, then begins behind what is settled', () => {
    const { sender, sent } = setUp(4)
    sender.flush()
    expect(sent()).toEqual([])
    sender.start(2)
    expect(sent()).toEqual(['batch 3', 'batch 4'])
  })

  it('sends each batch once', () => {
    const { sender, sent, outbox } = setUp(1)
    sender.start(0)
    outbox.add(batchOf(2))
    sender.flush()
    sender.flush()
    expect(sent()).toEqual(['batch 1', 'batch 2'])
  })

  it('[G12] keeps batches back, in order, while more than 256 KiB are buffered', () => {
    const { sender, sent, socket, clock } = setUp(3)
    socket.bufferedBytes = MAX_BUFFERED_BYTES + 1
    sender.start(0)
    clock.advance(1_000)
    expect(sent()).toEqual([])
    socket.bufferedBytes = MAX_BUFFERED_BYTES
    clock.advance(50)
    expect(sent()).toEqual(['batch 1', 'batch 2', 'batch 3'])
  })

  it('sets no timer while nothing waits', () => {
    const { sender, clock, socket } = setUp(1)
    sender.start(0)
    expect(clock.pendingTimers).toBe(0)
    socket.bufferedBytes = MAX_BUFFERED_BYTES + 1
    sender.flush()
    expect(clock.pendingTimers).toBe(0)
  })

  it('[G12] drops ephemeral words while the buffer is full, all but the newest of a kind', () => {
    const { sender, sent, socket, clock } = setUp(1)
    socket.bufferedBytes = MAX_BUFFERED_BYTES + 1
    sender.start(0)
    for (let n = 1; n <= 9; n += 1) sender.sendEphemeral(n % 2, new Uint8Array([n]))
    socket.bufferedBytes = 0
    clock.advance(50)
    expect(sent()).toEqual(['batch 1', 'word 0:8', 'word 1:9'])
  })

  it('says ephemeral words at once where there is room, and none before the welcome', () => {
    const { sender, sent } = setUp()
    sender.sendEphemeral(0, new Uint8Array([1]))
    sender.start(0)
    expect(sent()).toEqual([])
    sender.sendEphemeral(0, new Uint8Array([2]))
    expect(sent()).toEqual(['word 0:2'])
  })

  it('will not go past a missing batch: the server would number the rest wrongly', () => {
    const { sender, outbox, sent } = setUp(3)
    outbox.remove(2)
    expect(() => sender.start(0)).toThrow(StreamError)
    expect(sent()).toEqual(['batch 1'])
  })

  it('tells of a batch that went missing while the buffer was full', () => {
    const { sender, outbox, socket, clock, failures } = setUp(3)
    socket.bufferedBytes = MAX_BUFFERED_BYTES + 1
    sender.start(0)
    outbox.remove(1)
    socket.bufferedBytes = 0
    clock.advance(50)
    expect(failures).toEqual([expect.any(StreamError)])
  })

  it('is over when it is stopped', () => {
    const { sender, sent, socket, clock } = setUp(1)
    socket.bufferedBytes = MAX_BUFFERED_BYTES + 1
    sender.start(0)
    sender.stop()
    socket.bufferedBytes = 0
    clock.advance(1_000)
    sender.flush()
    expect(sent()).toEqual([])
    expect(clock.pendingTimers).toBe(0)
  })
})

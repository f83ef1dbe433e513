import { Writable } from 'node:stream'
import {
  encodeOps,
  encodeUp,
  limits,
  objectIdOf,
  type SentUpFrame,
  utf8ToBytes,
} from '@inkroom/protocol'
import fc from 'fast-check'
import { pino } from 'pino'
import { describe, expect, test } from 'vitest'
import { create, remove, set } from './testing/ops.ts'
import { clientOf, joined, metricsOf, testServer } from './testing/test-server.ts'
import type { WireClient } from './testing/wire-client.ts'

/** Frames that are good, to be spoilt. */
function goodFrames(client: WireClient): Uint8Array[] {
  const id = objectIdOf(client.author, 1)
  const frames: SentUpFrame[] = [
    client.hello,
    {
      ...client.hello,
      resume: { room: 'ab'.repeat(8) as never, seq: 3, hash: 'cd'.repeat(8) as never },
    },
    { type: 'profile', profile: { name: 'Änne', color: 200 } },
    { type: 'probe' },
    { type: 'heal', seq: 300, digest: { a: 1, b: 2 ** 32 - 1 } },
    { type: 'batch', bytes: encodeOps([create(1), set(id, Uint8Array.of(1, 2)), remove(id)]) },
    { type: 'ephemeral', kind: 3, body: Uint8Array.of(1, 2, 3) },
  ]
  return frames.map(encodeUp)
}

interface Spoiling {
  readonly which: number
  readonly cut: number
  readonly flips: readonly (readonly [at: number, bit: number])[]
}

function spoilt(frames: readonly Uint8Array[], { which, cut, flips }: Spoiling): Uint8Array {
  const good = frames[which % frames.length] ?? new Uint8Array()
  const bytes = good.slice(0, good.length - (cut % (good.length + 1)))
  for (const [at, bit] of flips) {
    const place = at % Math.max(1, bytes.length)
    bytes[place] = (bytes[place] ?? 0) ^ (1 << bit)
  }
  return bytes
}

const spoiling: fc.Arbitrary<Spoiling> = fc.record({
  which: fc.nat(6),
  cut: fc.oneof(fc.constant(0), fc.nat(60)),
  flips: fc.array(fc.tuple(fc.nat(200), fc.nat(7)), { maxLength: 3 }),
})

describe('[G17] hostile frames', () => {
  test('end their own connection by name, or are taken; all others go on', async () => {
    const server = await testServer()
    // Nobody else's number: those below come to a few hundred.
    const neighbour = await joined(server, { author: 1_000_000, room: 'same' })
    let drawn = 0
    await fc.assert(
      fc.asyncProperty(
        fc.array(spoiling, { minLength: 1, maxLength: 5 }),
        fc.boolean(),
        async (all, greets) => {
          const client = clientOf(server, { author: 1 + drawn, room: 'same' })
          if (greets) await client.join()
          else await client.open()
          const frames = goodFrames(client)
          for (const each of all) client.sendBytes(spoilt(frames, each))
          client.socket.close(1000)
          const name = await client.closeName()
          expect([
            'normal',
            'no-status',
            'bad-frame',
            'board-name',
            'too-old',
            'too-new',
            'author-taken',
          ]).toContain(name)
          const before = neighbour.seq
          neighbour.draw(create(drawn))
          drawn += 1
          await neighbour.until(() => neighbour.seq > before)
        },
      ),
      { numRuns: 150 },
    )
    expect(neighbour.closing).toBeNull()
    const metrics = await metricsOf(server)
    expect(metrics).toMatch(/^inkroom_errors_total 0$/m)
  })

  test('and what is random from its first byte on', async () => {
    const server = await testServer()
    const neighbour = await joined(server, { author: 99 })
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async bytes => {
        const client = await clientOf(server, { author: 1 }).open()
        client.sendBytes(bytes)
        client.socket.close(1000)
        expect(await client.closeName()).not.toBeNull()
      }),
      { numRuns: 150 },
    )
    neighbour.draw(create(1))
    await neighbour.untilSeq(1)
  })
})

describe('[G17] a hello with a counter of its own choosing', () => {
  test('at the limit leaves a board that everybody can read', async () => {
    const server = await testServer()
    const neighbour = await joined(server, { author: 99 })
    const hello = { floor: limits.MAX_FLOOR }
    const hostile = await joined(server, { author: 1, hello })
    hostile.draw(create(1))
    await neighbour.untilSeq(1)
    expect(neighbour.entries[0]?.counter).toBe(limits.MAX_FLOOR)
    const late = await joined(server, { author: 2 })
    expect(late.image.digest).toEqual(neighbour.image.digest)
  })

  test('beyond it is turned away, and nothing of it gets into the board', async () => {
    const server = await testServer()
    const hostile = await clientOf(server, { hello: { floor: limits.MAX_FLOOR + 1 } }).open()
    hostile.send(hostile.hello)
    expect(await hostile.closeName()).toBe('bad-frame')
  })
})

describe('[G16] the log lines', () => {
  test('say what happened, and no key, name or capability', async () => {
    let lines = ''
    const stream = new Writable({
      write(chunk, _encoding, done) {
        lines += String(chunk)
        done()
      },
    })
    const logger = pino({ level: 'trace' }, stream)
    const server = await testServer({ accessKey: 'open-sesame' }, { logger })
    const hello = {
      capability: utf8ToBytes('open-sesame'),
      profile: { name: 'Secretive', color: 1 },
    }
    const client = await joined(server, { hello, room: 'hidden-board' })
    client.draw(create(1))
    await client.untilSeq(1)
    client.sendBytes(Uint8Array.of(0x7f))
    await client.closed
    const refused = await clientOf(server, {
      hello: { capability: utf8ToBytes('wrong-guess') },
    }).open()
    refused.send(refused.hello)
    await refused.closed
    await server.close()
    for (const word of ['joined', 'bad-frame', 'capability-wrong', 'draining', client.author]) {
      expect(lines).toContain(word)
    }
    const key = Buffer.from(client.hello.authorKey).toString('hex')
    for (const secret of ['open-sesame', 'wrong-guess', 'Secretive', 'hidden-board', key]) {
      expect(lines).not.toContain(secret)
    }
  })
})

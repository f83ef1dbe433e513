import { once } from 'node:events'
import { request } from 'node:http'
import { chainStart } from '@inkroom/protocol'
import { expect, test } from 'vitest'
import { create } from './testing/ops.ts'
import { startProgram, urlOf } from './testing/program.ts'
import { temporaryFolder } from './testing/test-server.ts'
import { WireClient } from './testing/wire-client.ts'

const WRITERS = 5

/** Draws as fast as its own batches come back, until it is ended. */
async function drawOn(client: WireClient): Promise<number> {
  for (let n = 1; ; n += 4) {
    for (let k = 0; k < 4; k += 1) client.draw(create(n + k))
    const own = (): number => client.entries.filter(({ author }) => author === client.author).length
    try {
      await client.until(() => own() >= n + 3)
    } catch {
      return own()
    }
  }
}

/** How an upgrade is answered: by its status and what stands in Retry-After. */
async function upgradeAnswer(url: string): Promise<readonly [number, string | undefined]> {
  const headers = {
    Connection: 'Upgrade',
    Upgrade: 'websocket',
    'Sec-WebSocket-Version': '13',
    'Sec-WebSocket-Key': Buffer.alloc(16).toString('base64'),
  }
  const asked = request(`${url}/ws`, { headers })
  asked.end()
  const [response] = await once(asked, 'response')
  response.resume()
  return [response.statusCode, response.headers['retry-after']]
}

test('[G14] told to stop while five draw, it lets nobody in, ends with 0 in time, and has all that was seen', async () => {
  const environment = { DATA_DIR: temporaryFolder(), DRAIN_MS: '300' }
  const first = startProgram({ environment })
  const url = await urlOf(first)
  const numbers = Array.from({ length: WRITERS }, (_, index) => index + 1)
  const writers = await Promise.all(numbers.map(author => new WireClient({ url, author }).join()))
  // It does not answer its close, so the end waits for it as long as it waits for anyone.
  const deaf = await new WireClient({ url, author: 50 }).join()
  const drawn = writers.map(drawOn)
  await Promise.all(writers.map(writer => writer.untilSeq(100)))
  deaf.socket.pause()
  first.child.kill('SIGTERM')
  const closes = await Promise.all(writers.map(({ closed }) => closed))
  expect(closes.map(({ code }) => code)).toEqual(Array(WRITERS).fill(1012))
  expect(await upgradeAnswer(url)).toEqual([503, '5'])
  const seen = await Promise.all(drawn)
  // Any other code says that it took longer than it may, or failed.
  expect(await first.exited).toBe(0)
  expect(first.err()).toBe('')
  deaf.socket.terminate()

  const next = await urlOf(startProgram({ environment }))
  for (const [index, writer] of writers.entries()) {
    const hello = { resume: writer.position }
    const again = await new WireClient({ url: next, author: index + 1, hello }).join()
    // The chain fits where it stood: nothing that it saw is missing, doubled or moved.
    expect(again.last('welcome').mode).toBe('resumed')
    expect(again.last('welcome').settled).toBeGreaterThanOrEqual(seen[index] ?? 0)
    again.socket.terminate()
  }
  const { room } = deaf.position
  const resume = { room, seq: 0, hash: chainStart(room) }
  const reader = await new WireClient({ url: next, author: 60, hello: { resume } }).join()
  for (const { author } of writers) {
    const counters = reader.entries.filter(each => each.author === author).map(e => e.counter)
    expect(counters).toEqual(counters.map((_, index) => index + 1))
  }
  reader.socket.terminate()
})

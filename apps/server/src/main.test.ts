import { expect, test } from 'vitest'
import { create } from './testing/ops.ts'
import { startProgram, urlOf } from './testing/program.ts'
import { temporaryFolder } from './testing/test-server.ts'
import { WireClient } from './testing/wire-client.ts'

test('[G14] says one line when it is up, and ends with 0 when it is asked to, everything stored', async () => {
  const environment = { DATA_DIR: temporaryFolder(), DRAIN_MS: '50' }
  const first = startProgram({ environment })
  const client = await new WireClient({ url: await urlOf(first) }).join()
  client.draw(create(1))
  await client.untilSeq(1)
  first.child.kill('SIGTERM')
  expect((await client.closed).code).toBe(1012)
  expect(await first.exited).toBe(0)
  expect(first.err()).toBe('')
  const second = startProgram({ environment })
  const late = await new WireClient({ url: await urlOf(second) }).join()
  expect(late.last('welcome')).toMatchObject({ head: 1, rows: 1 })
  late.socket.terminate()
})

test('[G3] what was seen is there after kill -9', async () => {
  const environment = { DATA_DIR: temporaryFolder() }
  const first = startProgram({ environment })
  const client = await new WireClient({ url: await urlOf(first) }).join()
  for (let n = 1; n <= 500; n += 1) client.draw(create(n))
  await client.untilSeq(20)
  first.child.kill('SIGKILL')
  await client.closed
  const second = startProgram({ environment })
  const again = new WireClient({
    url: await urlOf(second),
    hello: { resume: client.position, floor: client.seq + 1 },
  })
  again.image = client.image
  await again.join()
  // Nothing that was seen is missing, or the chain would not fit.
  expect(again.last('welcome').mode).toBe('resumed')
  expect(again.image.digest).toEqual(again.last('caught-up').digest)
  again.socket.terminate()
})

test('a bad setting is one sentence, and 2', async () => {
  const program = startProgram({ environment: { PORT: 'http' } })
  expect(await program.exited).toBe(2)
  expect(program.err()).toBe('PORT must be a whole number from 0 to 65535, but it is "http".\n')
})

test('a data folder that cannot be used is one sentence, and 1', async () => {
  const program = startProgram({ environment: { DATA_DIR: '/dev/null/data' } })
  expect(await program.exited).toBe(1)
  expect(program.err()).toMatch(/^Inkroom cannot start: .*\/dev\/null\/data.*\n$/)
})

test('--help names the settings and starts nothing', async () => {
  const program = startProgram({ args: ['--help'] })
  expect(await program.exited).toBe(0)
  expect(program.out()).toContain('DATA_DIR')
})

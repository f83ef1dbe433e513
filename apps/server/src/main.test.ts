import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { create } from './testing/ops.ts'
import { temporaryFolder } from './testing/test-server.ts'
import { WireClient } from './testing/wire-client.ts'

interface Program {
  readonly child: ChildProcess
  readonly out: () => string
  readonly err: () => string
  readonly exited: Promise<number | null>
}

function start(environment: Record<string, string>, ...args: readonly string[]): Program {
  const main = fileURLToPath(new URL('./main.ts', import.meta.url))
  const child = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), main, ...args], {
    env: { PATH: process.env.PATH ?? '', HOST: '127.0.0.1', PORT: '0', ...environment },
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  let [out, err] = ['', '']
  child.stdout.on('data', text => (out += text))
  child.stderr.on('data', text => (err += text))
  const exited = once(child, 'exit').then(([code]) => Number(code))
  return { child, out: () => out, err: () => err, exited }
}

async function urlOf({ child, out, err }: Program): Promise<string> {
  while (!out().includes('\n'))
    await Promise.race([once(child.stdout ?? child, 'data'), once(child, 'exit')])
  const url = /^Inkroom is up at (\S+)\n$/.exec(out())?.[1]
  if (url === undefined) throw new Error(`it said: ${out()}${err()}`)
  return url
}

test('[G14] says one line when it is up, and ends with 0 when it is asked to, everything stored', async () => {
  const environment = { DATA_DIR: temporaryFolder(), DRAIN_MS: '50' }
  const first = start(environment)
  const client = await new WireClient({ url: await urlOf(first) }).join()
  client.draw(create(1))
  await client.untilSeq(1)
  first.child.kill('SIGTERM')
  expect((await client.closed).code).toBe(1012)
  expect(await first.exited).toBe(0)
  expect(first.err()).toBe('')
  const second = start(environment)
  const late = await new WireClient({ url: await urlOf(second) }).join()
  expect(late.last('welcome')).toMatchObject({ head: 1, rows: 1 })
  late.socket.terminate()
})

test('[G3] what was seen is there after kill -9', async () => {
  const environment = { DATA_DIR: temporaryFolder() }
  const first = start(environment)
  const client = await new WireClient({ url: await urlOf(first) }).join()
  for (let n = 1; n <= 500; n += 1) client.draw(create(n))
  await client.untilSeq(20)
  first.child.kill('SIGKILL')
  await client.closed
  const second = start(environment)
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
  const program = start({ PORT: 'http' })
  expect(await program.exited).toBe(2)
  expect(program.err()).toBe('PORT must be a whole number from 0 to 65535, but it is "http".\n')
})

test('a data folder that cannot be used is one sentence, and 1', async () => {
  const program = start({ DATA_DIR: '/dev/null/data' })
  expect(await program.exited).toBe(1)
  expect(program.err()).toMatch(/^Inkroom cannot start: .*\/dev\/null\/data.*\n$/)
})

test('--help names the settings and starts nothing', async () => {
  const program = start({}, '--help')
  expect(await program.exited).toBe(0)
  expect(program.out()).toContain('DATA_DIR')
})

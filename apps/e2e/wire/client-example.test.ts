import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ServerProcess } from '../src/server-process.ts'

const EXAMPLE = fileURLToPath(new URL('../../../packages/client/examples/draw.ts', import.meta.url))
const run = promisify(execFile)

let server: ServerProcess

beforeAll(async () => {
  server = await ServerProcess.launch()
})
afterAll(() => server.dispose())

async function runExample(): Promise<string[]> {
  const args = ['--import', 'tsx', EXAMPLE, server.socketUrl, 'example']
  const { stdout } = await run(process.execPath, args)
  return stdout.trim().split('\n')
}

it('the example of the client runs as it stands, and finds its stroke again', async () => {
  const first = await runExample()
  expect(first).toHaveLength(2)
  expect(first[0]).toBe('person Plotter')
  expect(first[1]).toMatch(/^stroke [0-9a-f]{16}-1, 2 points$/)
  const second = await runExample()
  expect(second.filter(line => line.startsWith('stroke'))).toHaveLength(2)
  expect(second).toContain(first[1])
})

import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { staticFiles } from './static-files.ts'

let folder: string
let server: Server
let origin: string

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'inkroom-page-'))
  writeFileSync(join(folder, 'index.html'), '<title>Page</title>')
  writeFileSync(join(folder, 'script.js'), 'export {}')
  const serve = staticFiles(folder, (_request, response) => response.writeHead(404).end())
  server = createServer(serve).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  origin = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`
})

afterEach(() => {
  server.close()
  rmSync(folder, { recursive: true, force: true })
})

it('gives the page for the names of boards, and nothing for other paths', async () => {
  expect(await (await fetch(`${origin}/b/plan`)).text()).toBe('<title>Page</title>')
  expect((await fetch(`${origin}/elsewhere`)).status).toBe(404)
})

it('[G17] goes on when a file is gone that was there at the start', async () => {
  rmSync(join(folder, 'script.js'))
  await expect(fetch(`${origin}/script.js`)).rejects.toThrow('fetch failed')
  expect((await fetch(`${origin}/`)).status).toBe(200)
})

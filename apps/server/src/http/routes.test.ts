import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { MemoryMedium } from '../storage/memory-medium.ts'
import { HeldMedium } from '../testing/held-medium.ts'
import { ManualClock } from '../testing/manual-clock.ts'
import { create } from '../testing/ops.ts'
import { joined, metricsOf, temporaryFolder, testServer } from '../testing/test-server.ts'

async function pageFolder(): Promise<string> {
  const folder = temporaryFolder()
  await mkdir(join(folder, 'assets'))
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>Inkroom</title>')
  writeFileSync(join(folder, 'assets', 'app-1a2b3c.js'), 'run()')
  return folder
}

describe('HTTP', () => {
  test('the page is at / and at every board; there is nothing at other paths', async () => {
    const server = await testServer({ webDir: await pageFolder() })
    const statusOf = async (path: string) => (await fetch(`${server.url}${path}`)).status
    for (const path of ['/', '/?x', '/b/board', '/b/%E6%9D%BF', '/b/a.b?x=1']) {
      const response = await fetch(`${server.url}${path}`)
      expect([path, response.status, await response.text()]).toEqual([
        path,
        200,
        '<!doctype html><title>Inkroom</title>',
      ])
      expect(response.headers.get('cache-control')).toBe('no-cache')
    }
    for (const path of [
      '/b/',
      '/b/a/b',
      '/other',
      '/assets/none.js',
      '/../package.json',
      '/%2e%2e/x',
    ]) {
      expect([path, await statusOf(path)]).toEqual([path, 404])
    }
  })

  test('what has its hash in its name may be kept for ever', async () => {
    const server = await testServer({ webDir: await pageFolder() })
    const response = await fetch(`${server.url}/assets/app-1a2b3c.js`)
    expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
  })

  test('[G17] every answer forbids scripts from elsewhere and in the page', async () => {
    const server = await testServer({ webDir: await pageFolder() })
    for (const path of ['/', '/none', '/healthz']) {
      const { headers } = await fetch(`${server.url}${path}`)
      const policy = headers.get('content-security-policy') ?? ''
      expect(policy).toContain("default-src 'self'")
      expect(policy).not.toMatch(/script-src|unsafe-eval/)
      expect(headers.get('x-content-type-options')).toBe('nosniff')
    }
  })

  test('[G17] methods other than GET and HEAD are turned away', async () => {
    const server = await testServer()
    const response = await fetch(`${server.url}/healthz`, { method: 'POST', body: 'x' })
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD'])
  })

  test('without a built page there is no page, but all else', async () => {
    const server = await testServer()
    expect((await fetch(server.url)).status).toBe(404)
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200)
  })

  test('[G19] says how it is, and counts what happens', async () => {
    const server = await testServer()
    const client = await joined(server)
    client.draw(create(1))
    client.send({ type: 'batch', bytes: Uint8Array.of(0x07) })
    await client.until(() => client.seq === 1 && client.all('refused').length === 1)
    for (const path of ['/health', '/healthz']) {
      const body: unknown = await (await fetch(`${server.url}${path}`)).json()
      expect(body).toEqual({ status: 'ok', rooms: 1, connections: 1 })
    }
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200)
    await client.close()
    await expect.poll(() => server.connections).toBe(0)
    const metrics = await metricsOf(server)
    for (const line of [
      'inkroom_connections 0',
      'inkroom_rooms 1',
      'inkroom_batches_total{outcome="logged"} 1',
      'inkroom_batches_total{outcome="refused"} 1',
      'inkroom_joins_total{mode="snapshot"} 1',
      'inkroom_entries_total{result="new"} 1',
      'inkroom_refusals_total{reason="unknown-op"} 1',
      'inkroom_storage_state{state="ready"} 1',
      'inkroom_draining 0',
      'inkroom_closes_total{reason="normal"} 1',
    ]) {
      expect(metrics.split('\n')).toContain(line)
    }
  })

  test('[G15] is not ready while the disk is full, and again when it is not', async () => {
    const clock = new ManualClock()
    const medium = new HeldMedium(new MemoryMedium(randomBytes(16)))
    const server = await testServer({}, { clock, medium })
    const client = await joined(server)
    client.draw(create(1))
    await medium.holding()
    medium.decide('full')
    const ready = async () => {
      const response = await fetch(`${server.url}/readyz`)
      return [response.status, await response.json()]
    }
    await expect.poll(ready).toEqual([503, { status: 'full' }])
    expect(client.seq).toBe(0)
    medium.open = true
    clock.advance(100)
    await client.untilSeq(1)
    expect(await ready()).toEqual([200, { status: 'ready' }])
  })

  test('[G15] a commit of which nothing is known is told to who runs the process, and shown to nobody', async () => {
    const medium = new HeldMedium(new MemoryMedium(randomBytes(16)))
    const fatal: unknown[] = []
    const server = await testServer({}, { medium, onFatal: error => fatal.push(error) })
    const client = await joined(server)
    client.draw(create(1))
    await medium.holding()
    medium.decide('fail')
    await expect.poll(() => fatal.length).toBe(1)
    client.send({ type: 'probe' })
    await client.until(() => client.all('beat').length === 1)
    expect(client.last('beat').seq).toBe(0)
    expect(client.seq).toBe(0)
  })
})

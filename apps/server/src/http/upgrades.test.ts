import { describe, expect, test } from 'vitest'
import { clientOf, testServer } from '../testing/test-server.ts'
import { upgradeStatus } from '../testing/upgrade-status.ts'

describe('the door', () => {
  test('[G16] lets in pages of its own origin and of those that are named, and what is no page', async () => {
    const server = await testServer({ allowedOrigins: ['https://friend.example'] })
    const { host } = new URL(server.url)
    const statuses: [string | null, number][] = [
      [null, 101],
      [`http://${host}`, 101],
      [`https://${host}`, 101],
      ['https://friend.example', 101],
      ['http://friend.example', 403],
      ['https://friend.example.evil', 403],
      ['https://evil.example', 403],
      ['null', 403],
      [`file://${host}`, 403],
    ]
    for (const [origin, status] of statuses) {
      const headers: Record<string, string> = origin === null ? {} : { Origin: origin }
      expect([origin, await upgradeStatus(server.url, headers)]).toEqual([origin, status])
    }
  })

  test('is at one path, and only for WebSockets of version 13', async () => {
    const server = await testServer()
    expect(await upgradeStatus(server.url, {}, '/')).toBe(404)
    expect(await upgradeStatus(server.url, {}, '/ws/more')).toBe(404)
    expect(await upgradeStatus(server.url, {}, '/ws?with=query')).toBe(101)
    expect(await upgradeStatus(server.url, { 'Sec-WebSocket-Version': '99' })).toBe(400)
  })

  test('[G18] counts who is in, in all and from one address', async () => {
    const server = await testServer({
      maxConnections: 3,
      maxConnectionsPerAddress: 2,
      trustedProxies: 1,
    })
    const from = (address: string) => ({ headers: { 'X-Forwarded-For': `made up, ${address}` } })
    const first = await clientOf(server, from('1.1.1.1')).open()
    await clientOf(server, from('1.1.1.1')).open()
    expect(await upgradeStatus(server.url, from('1.1.1.1').headers)).toBe(429)
    await clientOf(server, from('2.2.2.2')).open()
    expect(await upgradeStatus(server.url, from('3.3.3.3').headers)).toBe(503)
    await first.close()
    await expect.poll(() => server.connections).toBe(2)
    expect(await upgradeStatus(server.url, from('1.1.1.1').headers)).toBe(101)
  })
})

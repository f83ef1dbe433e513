import { expect, it } from 'vitest'
import { CodeOnDemand } from './code-on-demand.ts'

it('loads once, when it is first wanted, and is there from then on', async () => {
  let loads = 0
  const demand = new CodeOnDemand(async () => {
    loads += 1
    return 'code'
  })
  expect([demand.code, loads]).toEqual([null, 0])
  const both = [demand.want(), demand.want()]
  expect(demand.code).toBeNull()
  expect(await Promise.all(both)).toEqual(['code', 'code'])
  expect([demand.code, loads]).toEqual(['code', 1])
})

it('that cannot be loaded is nothing, and is tried again', async () => {
  let isOffline = true
  const demand = new CodeOnDemand(async () => {
    if (isOffline) throw new Error('no network')
    return 'code'
  })
  expect(await demand.want()).toBeNull()
  expect(demand.code).toBeNull()
  isOffline = false
  expect(await demand.want()).toBe('code')
})

it('that is prepared for again and again is tried once, until it is wanted', async () => {
  let tries = 0
  const demand = new CodeOnDemand<string>(async () => {
    tries += 1
    throw new Error('no network')
  })
  for (let hovers = 0; hovers < 5; hovers += 1) {
    demand.prepare()
    await Promise.resolve()
    await Promise.resolve()
  }
  expect(tries).toBe(1)
  await demand.want()
  await demand.want()
  expect(tries).toBeGreaterThan(1)
})

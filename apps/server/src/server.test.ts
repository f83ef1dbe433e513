import { sameDigest } from '@inkroom/protocol'
import { expect, test } from 'vitest'
import { create } from './testing/ops.ts'
import { joined, testServer } from './testing/test-server.ts'

test('[G1] what one draws reaches everyone, its author too, in one order', async () => {
  const server = await testServer()
  const [a, b] = [await joined(server, { author: 1 }), await joined(server, { author: 2 })]
  a.draw(create(1))
  b.draw(create(1))
  await Promise.all([a.untilSeq(2), b.untilSeq(2)])
  expect(a.entries).toEqual(b.entries)
  expect(a.hash).toBe(b.hash)
  expect(sameDigest(a.image.digest, b.image.digest)).toBe(true)
})

test('[G6] who comes later gets the board as rows', async () => {
  const server = await testServer()
  const a = await joined(server, { author: 1 })
  for (let n = 1; n <= 50; n += 1) a.draw(create(n))
  await a.untilSeq(50)
  const late = await joined(server, { author: 2 })
  expect(late.last('welcome')).toMatchObject({ mode: 'snapshot', seq: 50, head: 50, rows: 50 })
  expect(late.image.digest).toEqual(a.image.digest)
  expect(late.last('caught-up')).toMatchObject({ seq: 50, digest: a.image.digest })
})

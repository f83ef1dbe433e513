import { expect, it } from 'vitest'
import { pointArrays } from './point-arrays.ts'

it('gives each stroke places of its own, all of them 0', () => {
  const all = Array.from({ length: 200 }, (_, n) => ({
    n,
    arrays: pointArrays(1 + ((n * 97) % 700)),
  }))
  for (const { arrays } of all) {
    expect(arrays.xs.every(x => x === 0)).toBe(true)
    expect(arrays.ys.every(y => y === 0)).toBe(true)
    expect(arrays.pressures.every(pressure => pressure === 0)).toBe(true)
  }
  for (const { n, arrays } of all) {
    arrays.xs.fill(n)
    arrays.ys.fill(-n)
    arrays.pressures.fill(n % 256)
  }
  for (const { n, arrays } of all) {
    const length = 1 + ((n * 97) % 700)
    expect([arrays.xs.length, arrays.ys.length, arrays.pressures.length]).toEqual([
      length,
      length,
      length,
    ])
    expect(arrays.xs.every(x => x === n)).toBe(true)
    expect(arrays.ys.every(y => y === -n)).toBe(true)
    expect(arrays.pressures.every(pressure => pressure === n % 256)).toBe(true)
  }
})

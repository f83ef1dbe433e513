import { objectIdOf } from '@inkroom/protocol'
import { expect, test } from 'vitest'
import { STORED_FIELD_BYTES, STORED_ROW_BYTES } from '../bounds.ts'
import { ANNA } from '../testing/batches.ts'
import { bodyOf, create, extend, remove, set } from '../testing/ops.ts'
import { storedBytesOf, WeighedImage } from './weighed-image.ts'

test('[G18] an image weighs what its rows take by now: bodies grow, values are replaced, and what is erased stays', () => {
  const image = new WeighedImage()
  const id = objectIdOf(ANNA.author, 1)
  const steps = [
    [create(1, bodyOf(1, 100), false), create(2, bodyOf(2, 10))],
    [extend(1, 100, bodyOf(3, 50), true)],
    [set(id, bodyOf(4, 1000))],
    [set(id, bodyOf(5, 20)), set(id, bodyOf(6, 5), 2)],
    [remove(id)],
  ]
  const weights = steps.map((ops, index) => {
    image.apply({ ...ANNA, counter: index + 1, seq: index + 1, ops })
    return image.storedBytes
  })
  const [rows, field] = [2 * STORED_ROW_BYTES + 10, STORED_FIELD_BYTES]
  const last = rows + 150 + 25 + 2 * field
  expect(weights).toEqual([rows + 100, rows + 150, rows + 1150 + field, last, last])
  expect([...image.all()].reduce((sum, row) => sum + storedBytesOf(row), 0)).toBe(last)
})

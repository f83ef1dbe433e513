// What every storage promises: the same tests for each.

import type { StoragePlace } from '../../testing/storage-place.ts'
import { endingContract } from './ending-contract.ts'
import { extentContract } from './extent-contract.ts'
import { orderContract } from './order-contract.ts'
import { rowsContract } from './rows-contract.ts'

export function storageContract(place: () => StoragePlace): void {
  orderContract(place)
  endingContract(place)
  rowsContract(place)
  extentContract(place)
}

// Owns the reads inside loops whose bounds keep the index inside the array. Two functions, so that the engine
// compiles each for one kind of array.

export function element(values: Float64Array, index: number): number {
  // The cast: noUncheckedIndexedAccess adds `undefined` to every read, and cannot see the caller's loop bound.
  return values[index] as number
}

export function item<T>(values: readonly T[], index: number): T {
  // The cast: as above.
  return values[index] as T
}

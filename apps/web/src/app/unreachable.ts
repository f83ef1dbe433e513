// The end of every switch over our unions: the compiler proves that it is never reached.

export function unreachable(value: never): never {
  throw new Error(`Unreachable: ${JSON.stringify(value)}`)
}

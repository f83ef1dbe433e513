// Objects of better-sqlite3 that must never be collected. Up to version 12 they are wrapped by Node's own
// ObjectWrap; from Node 24.19 on such an object, collected while no JavaScript runs, aborts the process
// ("RemoveEnvironmentCleanupHook: Assertion failed: (env) != nullptr"). Version 13 does without, but ends
// Node 20 by a segmentation fault. So here every statement is made once and kept, a pragma is executed
// without one, and nothing is walked by `iterate`, which makes an object each time.

const kept: object[] = []

/** For good: a few objects for each database that is opened. */
export function keepAlive<T extends object>(made: T): T {
  kept.push(made)
  return made
}

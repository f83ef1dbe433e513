// A clock that all processes of this machine share, so that one may subtract what another one noted.

/** Milliseconds since some moment that is the same for every process until the next boot. */
export function machineMs(): number {
  return Number(process.hrtime.bigint()) / 1e6
}

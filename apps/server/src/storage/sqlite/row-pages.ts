// Rows of a query one after the other, as far as somebody asks for them, read in pages.

/** Of how many rows the largest page is: a bound for what is read in vain. */
const MAX_PAGE_ROWS = 256

/**
 * `read` gives up to `limit` rows whose keys are above `after`, ascending. Pages double, so that one who
 * needs a single row reads one, and who needs all of them asks seldom.
 */
export function* rowPages<Row>(
  read: (after: number, limit: number) => readonly Row[],
  { after: start, keyOf }: { readonly after: number; readonly keyOf: (row: Row) => number },
): Iterable<Row> {
  let after = start
  for (let limit = 1; ; limit = Math.min(limit * 2, MAX_PAGE_ROWS)) {
    const page = read(after, limit)
    yield* page
    const last = page.at(-1)
    if (last === undefined || page.length < limit) return
    after = keyOf(last)
  }
}

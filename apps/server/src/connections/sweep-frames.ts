// What a sweep costs, in frames of a connection's allowance.
//
// It walks over the whole board, here and at every client, and with the restore that takes it back each
// row changes twice: some 10 µs a row. A frame for 50 rows keeps one who sweeps and restores without a
// pause to a quarter of one processor, up to the 125,000 rows at which the cost stops growing.

const ROWS_PER_FRAME = 50
const FEWEST_FRAMES = 100
/** As many sweeps as a batch may have are still made up for in 20 s, and so are no flood. */
const MOST_FRAMES = 2500

export function sweepFrames(rows: number): number {
  return Math.max(FEWEST_FRAMES, Math.min(MOST_FRAMES, Math.ceil(rows / ROWS_PER_FRAME)))
}

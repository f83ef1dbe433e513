// What bounds everything that grows here and that no host would want to change, each with its arithmetic.
// What a host may change stands in settings.ts, what the wire fixes in the protocol's limits.

import { limits } from '@inkroom/protocol'

/**
 * What an entry adds to its bytes in a stored part, at most: author and person 16, the part's own head 10,
 * number, counter and size 3 + 7 + 3.
 */
export const ENTRY_OVERHEAD_BYTES = 40

/** The most that one batch adds to a log. A board with less than this left is full. */
export const LARGEST_ENTRY_BYTES = limits.MAX_FRAME_BYTES + ENTRY_OVERHEAD_BYTES

/**
 * Refusals that are stored of one author: those of its newest so many counters. A client holds no more
 * batches than that, so it never asks for an older one. 65,536 of 60 bytes are 4 MB.
 */
export const REFUSALS_PER_AUTHOR = limits.MAX_UNSETTLED_BATCHES

/**
 * Outcomes that are remembered of one author, so that a batch sent twice over two connections needs no walk
 * over the log. A connection that is overtaken by its author's next one is behind by what one flush holds.
 */
export const REMEMBERED_BATCHES = 2048

/**
 * A person who is back so soon after its last connection ended has not left: a reload on a slow phone. It
 * may have been shown as gone by then, since a closed tab is to be gone within 3 s.
 */
export const VISIT_MS = 5000

/** Visits of a board that ended in the last VISIT_MS: 4096 of 100 bytes are 0.4 MB. */
export const VISITS_REMEMBERED = 4096

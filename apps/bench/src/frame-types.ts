// The first bytes of those frames that the benchmarks know without decoding them (see PROTOCOL.md).

export const BATCH_FRAME = 0x10
export const CAUGHT_UP = 0x42
export const LOG = 0x51
export const LIVE_ONE = 0x52
export const LIVE_MANY = 0x53

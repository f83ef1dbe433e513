// One sample or more of everything that can be said on the wire, for tests here and elsewhere: round
// trips, golden bytes, fuzz. The tables are keyed by kind, so a new one without a sample fails to compile.

export {
  EPHEMERAL_SAMPLES,
  ERASED_RANGE_SAMPLES,
  INK_HEADER_SAMPLES,
  INK_SEGMENT_SAMPLES,
  OBJECT_BODY_SAMPLES,
} from './samples/body-samples.ts'
export { DOWN_SAMPLES } from './samples/down-samples.ts'
export { ALL_OPS, EMISSION_SAMPLES, LOG_SAMPLES, OP_SAMPLES } from './samples/op-samples.ts'
export { ROW_SAMPLES } from './samples/row-samples.ts'
export { ANN, ANN_PERSON, BOB, BOB_PERSON, ROOM } from './samples/sample-ids.ts'
export { UP_SAMPLES } from './samples/up-samples.ts'

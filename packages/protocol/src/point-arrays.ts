// Owns the arrays that strokes are read into. Those of short strokes are cut from long ones: to make three for each
// takes several times as long as to read thirty points, and each would be one more thing to be collected.

export interface PointArrays {
  readonly xs: Float64Array
  readonly ys: Float64Array
  /** 0–255; all 255 where the stroke has none. */
  readonly pressures: Uint8Array
}

/** 280 KB, which stay as long as one of the strokes on it. */
const SHEET_POINTS = 16_384
/** Longer strokes have arrays of their own: so little of a sheet is left over. */
const LONGEST_CUT = 512
const VALUE_BYTES = 8

// All xs of the sheet, then all ys, then all pressures.
const YS_AT = SHEET_POINTS * VALUE_BYTES
const PRESSURES_AT = YS_AT * 2
const SHEET_BYTES = PRESSURES_AT + SHEET_POINTS

/** None is left of the first one. */
let sheet = new ArrayBuffer(0)
let used = SHEET_POINTS

/** For so many points, all 0. */
export function pointArrays(points: number): PointArrays {
  if (points > LONGEST_CUT) {
    const xs = new Float64Array(points)
    return { xs, ys: new Float64Array(points), pressures: new Uint8Array(points) }
  }
  if (used + points > SHEET_POINTS) {
    sheet = new ArrayBuffer(SHEET_BYTES)
    used = 0
  }
  const from = used
  used += points
  // Not `subarray`, which asks for the species of what it cuts, and takes half as long again.
  return {
    xs: new Float64Array(sheet, from * VALUE_BYTES, points),
    ys: new Float64Array(sheet, YS_AT + from * VALUE_BYTES, points),
    pressures: new Uint8Array(sheet, PRESSURES_AT + from, points),
  }
}

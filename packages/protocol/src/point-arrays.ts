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

let sheet: PointArrays | null = null
let used = 0

function newArrays(points: number): PointArrays {
  const xs = new Float64Array(points)
  return { xs, ys: new Float64Array(points), pressures: new Uint8Array(points) }
}

/** For so many points, all 0. */
export function pointArrays(points: number): PointArrays {
  if (points > LONGEST_CUT) return newArrays(points)
  if (sheet === null || used + points > SHEET_POINTS) {
    sheet = newArrays(SHEET_POINTS)
    used = 0
  }
  const { xs, ys, pressures } = sheet
  const [from, to] = [used, used + points]
  used = to
  return {
    xs: xs.subarray(from, to),
    ys: ys.subarray(from, to),
    pressures: pressures.subarray(from, to),
  }
}

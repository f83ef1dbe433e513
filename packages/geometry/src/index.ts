// The package's public names.

export {
  type Box,
  boxCentre,
  boxContainsBox,
  boxContainsPoint,
  boxesIntersect,
  boxHeight,
  boxOfPoints,
  boxWidth,
  EMPTY_BOX,
  expandBox,
  intersectBoxes,
  isEmptyBox,
  roundOutBox,
  unionBoxes,
} from './box.ts'
export {
  type Camera,
  clampZoom,
  type Fit,
  fitBox,
  MAX_ZOOM,
  MIN_ZOOM,
  type Padding,
  panBy,
  pinch,
  screenToWorld,
  type ViewportSize,
  visibleWorld,
  worldToScreen,
  zoomAround,
} from './camera.ts'
export {
  GrowingOutline,
  type OutlineEnd,
  type OutlinePiece,
  type OutlineState,
  outlineBox,
  outlineChange,
} from './growing-outline.ts'
export {
  distanceBetweenSegments,
  distanceToSegment,
  type Segment,
  type Sweep,
  strokeHit,
} from './hit-test.ts'
export { type InkOutlineOptions, inkOutline, traceInk } from './ink-outline.ts'
export { traceInkParts } from './ink-parts.ts'
export { type InkPlaces, inkPlaces } from './ink-places.ts'
export { type InkPoints, inkBox } from './ink-points.ts'
export { isWiped, partsHit, sweptRanges } from './ink-sweep.ts'
export {
  nextOneEuro,
  nextOneEuroPoint,
  type OneEuroOptions,
  type OneEuroPointState,
  type OneEuroState,
  PEN_ONE_EURO,
} from './one-euro.ts'
export type { PathSink } from './path-sink.ts'
export type { Point } from './point.ts'
export { type Polygon, type PolygonSink, polygonSink } from './polygon-sink.ts'
export {
  dequantize,
  gridExponent,
  MAX_GRID_EXPONENT,
  MIN_GRID_EXPONENT,
  quantize,
} from './quantize.ts'
export type { PenPoint, PenWidth } from './settling-radii.ts'
export { fitShape } from './shapes/fit-shape.ts'
export type { Shape } from './shapes/shape.ts'
export { type ShapeWayOptions, shapeWay } from './shapes/shape-way.ts'
export { type InkWidth, strokeRadii, writeStrokeRadii } from './stroke-radii.ts'
export {
  NO_RANGES,
  type StrokeRange,
  sameRanges,
  uncoveredRanges,
  unionRanges,
} from './stroke-ranges.ts'
export { thinInk } from './thin-ink.ts'
export { uncoveredParts } from './uncovered-parts.ts'
export {
  add,
  cross,
  distance,
  dot,
  length,
  lerp,
  midpoint,
  rotate,
  scale,
  subtract,
} from './vector.ts'

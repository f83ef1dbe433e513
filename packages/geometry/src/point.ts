// Owns the point type. A point's space (screen pixels or world units) stands in the name of the variable that holds it.

export interface Point {
  readonly x: number
  readonly y: number
}

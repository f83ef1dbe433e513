// Owns the receiving end of an outline: the part of the canvas path interface that ink needs. A Path2D is one.

export interface PathSink {
  moveTo(x: number, y: number): void
  lineTo(x: number, y: number): void
  quadraticCurveTo(controlX: number, controlY: number, x: number, y: number): void
  /** From angle to angle (radians) the way angles grow, as the canvas does without its last argument. */
  arc(x: number, y: number, radius: number, startAngle: number, endAngle: number): void
  closePath(): void
}

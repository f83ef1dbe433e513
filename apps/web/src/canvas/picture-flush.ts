// Browsers note what is painted on a canvas and carry it out when the picture is first used: then a frame that only
// copies tiles would pay for all that was painted on them before. Here it is carried out when it is painted.

import { type Picture, tilePicture } from './tile.ts'

/** What is copied to, for nothing else. */
let probe: Picture | null = null

/** What was painted on the picture so far is on it when this returns. */
export function flushPicture({ canvas }: Picture): void {
  probe ??= tilePicture()
  probe.painter.drawImage(canvas, 0, 0, 1, 1, 0, 0, 1, 1)
  // What the copy holds of the picture would have the browser copy all of it when it is painted on again.
  probe.canvas.width = 1
}

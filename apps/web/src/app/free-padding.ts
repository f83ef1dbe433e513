// What of the board the chrome leaves free: of the page it knows where the bars stand, and where the style panel is.

import type { Padding } from '@inkroom/geometry'

/** A bar with its distance from the edge, and as much again as a gap. */
const BAR_PX = 72
const GAP_PX = 16

/** What is fitted in this lies under nothing; on a narrow page the bars may not take it all. */
export function freePadding(page: Document): Padding {
  const { clientWidth } = page.documentElement
  const bar = Math.min(BAR_PX, clientWidth / 8)
  const panelEnd = page.querySelector('.style-panel')?.getBoundingClientRect().right ?? 0
  // As a sheet, on a phone, it is over the board only for a moment and takes more than half of its width.
  const left = panelEnd < clientWidth / 2 ? Math.max(bar, panelEnd + GAP_PX) : bar
  return { left, top: bar, right: bar, bottom: bar }
}

// A picture of a part of the page as a person sees it, coarse enough to be kept: the mean colour of each square of it.
// How browsers smooth edges differs a little; what is seen does not.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page } from '@playwright/test'

const CELL_PX = 12

export interface Region {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Red, green and blue of each cell, row by row. */
export type Cells = readonly number[]

export async function seenCells(page: Page, clip: Region, sidePx = CELL_PX): Promise<Cells> {
  const png = await page.screenshot({ clip })
  return page.evaluate(
    async ({ base64, cellPx }) => {
      const bytes = Uint8Array.from(atob(base64), char => char.charCodeAt(0))
      const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }))
      const { width, height } = image
      const painter = new OffscreenCanvas(width, height).getContext('2d')
      if (painter === null) throw new Error('no canvas to read with')
      painter.drawImage(image, 0, 0)
      const { data } = painter.getImageData(0, 0, width, height)
      const columns = Math.floor(width / cellPx)
      const sums = Array.from({ length: columns * Math.floor(height / cellPx) * 3 }, () => 0)
      for (let y = 0; y < Math.floor(height / cellPx) * cellPx; y += 1) {
        for (let x = 0; x < columns * cellPx; x += 1) {
          const cell = (Math.floor(y / cellPx) * columns + Math.floor(x / cellPx)) * 3
          for (const lane of [0, 1, 2]) {
            sums[cell + lane] = (sums[cell + lane] ?? 0) + (data[(y * width + x) * 4 + lane] ?? 0)
          }
        }
      }
      return sums.map(sum => Math.round(sum / cellPx ** 2))
    },
    { base64: png.toString('base64'), cellPx: sidePx },
  )
}

const fileOf = (name: string): string =>
  join(dirname(fileURLToPath(import.meta.url)), 'golden', `${name}.json`)

/** The cells that were kept; those that are given where they are to be kept anew. */
export function goldenCells(name: string, now: Cells): Cells {
  const file = fileOf(name)
  if (process.env['UPDATE_GOLDEN'] === '1') {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, `${JSON.stringify(now)}\n`)
  }
  if (!existsSync(file)) throw new Error(`no golden picture ${name}: UPDATE_GOLDEN=1 makes it`)
  return JSON.parse(readFileSync(file, 'utf8')) as Cells
}

/** How far apart two pictures are: the most in any cell, and in the mean. */
export function cellDifference(
  a: Cells,
  b: Cells,
): { readonly most: number; readonly mean: number } {
  if (a.length !== b.length) return { most: 255, mean: 255 }
  const differences = a.map((value, at) => Math.abs(value - (b[at] ?? 0)))
  const mean = differences.reduce((sum, each) => sum + each, 0) / differences.length
  return { most: Math.max(...differences), mean }
}

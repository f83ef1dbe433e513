// What a benchmark found: rows of a table for people, and the same as JSON.

/** What a benchmark is given. */
export interface BenchContext {
  readonly seed: number
  /** A folder with recordings of pens. */
  readonly inkDir: string | undefined
  /** A browser, where Playwright's own is not installed. */
  readonly chromiumPath: string | undefined
}

export interface Figure {
  readonly section: string
  readonly name: string
  readonly value: number
  readonly unit: string
  /** What it should be at most, if there is such a number. */
  readonly goal?: number
}

export function formatFigures(figures: readonly Figure[]): string {
  const width = Math.max(...figures.map(({ name }) => name.length))
  const lines: string[] = []
  let section = ''
  for (const figure of figures) {
    if (figure.section !== section) {
      section = figure.section
      lines.push('', section)
    }
    const goal = figure.goal === undefined ? '' : `   (goal ≤ ${figure.goal})`
    const value = String(figure.value).padStart(10)
    lines.push(`  ${figure.name.padEnd(width)} ${value} ${figure.unit}${goal}`)
  }
  return lines.join('\n')
}

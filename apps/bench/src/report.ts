// What a benchmark found: rows of a table for people, and the same as JSON.

/** What a benchmark is given. */
export interface BenchContext {
  readonly seed: number
  /** How long each load is measured. */
  readonly seconds: number
  /** Where server processes leave a profile of their CPU, if anywhere. */
  readonly profileDir: string | null
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
  /** What it should be at most, or at least where more is better, if there is such a number. */
  readonly goal?: number
  readonly better?: 'more'
  /** What the yardstick came to in the same run. */
  readonly yardstick?: number
}

function remarks({ goal, better, yardstick }: Figure): string {
  const found: string[] = []
  if (goal !== undefined) found.push(`goal ${better === 'more' ? '≥' : '≤'} ${goal}`)
  if (yardstick !== undefined) found.push(`yardstick ${yardstick}`)
  return found.length === 0 ? '' : `   (${found.join(', ')})`
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
    const value = String(figure.value).padStart(10)
    lines.push(`  ${figure.name.padEnd(width)} ${value} ${figure.unit}${remarks(figure)}`)
  }
  return lines.join('\n')
}

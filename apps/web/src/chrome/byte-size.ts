// A number of bytes in words of a language, as coarse as a progress bar needs: '340 kB', '1.2 MB'.

const MEGABYTE = 1_000_000

export function byteSize(bytes: number, language: string): string {
  const isLarge = bytes >= MEGABYTE
  const format = new Intl.NumberFormat(language, {
    style: 'unit',
    unit: isLarge ? 'megabyte' : 'kilobyte',
    // A fixed digit, so that the text does not jump while the number runs.
    minimumFractionDigits: isLarge ? 1 : 0,
    maximumFractionDigits: isLarge ? 1 : 0,
  })
  return format.format(bytes / (isLarge ? MEGABYTE : 1000))
}

// What stands for a person where there is no room for the name.

const segmenter = 'Segmenter' in Intl ? new Intl.Segmenter() : null

/** One or two letters: the first of the first two words, whole graphemes in any script. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/u).slice(0, 2)
  return words.map(firstGrapheme).join('').toUpperCase()
}

function firstGrapheme(word: string): string {
  if (segmenter === null) return String.fromCodePoint(word.codePointAt(0) ?? 0x20)
  for (const { segment } of segmenter.segment(word)) return segment
  return ''
}

// How the text of a setting becomes a value. A parser says what it wanted instead of throwing.

export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly wanted: string }

export type Parser<T> = (text: string) => Parsed<T>

/** A span from which a delay is drawn. */
export interface MsRange {
  readonly minMs: number
  readonly maxMs: number
}

const good = <T>(value: T): Parsed<T> => ({ ok: true, value })
const bad = (wanted: string): Parsed<never> => ({ ok: false, wanted })

export function wholeNumber(min: number, max = Number.MAX_SAFE_INTEGER): Parser<number> {
  const wanted =
    max === Number.MAX_SAFE_INTEGER
      ? `a whole number of at least ${min}`
      : `a whole number from ${min} to ${max}`
  return text => {
    const value = Number(text)
    return /^\d+$/.test(text) && value >= min && value <= max ? good(value) : bad(wanted)
  }
}

export const anyText: Parser<string> = text => good(text)

export const someText: Parser<string> = text => (text === '' ? bad('some text') : good(text))

export function oneOf<const T extends string>(...values: readonly T[]): Parser<T> {
  return text => {
    const value = values.find(each => each === text)
    return value === undefined ? bad(`one of ${values.join(', ')}`) : good(value)
  }
}

/** `7000-9000`, or one number for a range without width. */
export const msRange: Parser<MsRange> = text => {
  const match = /^(\d{1,9})(?:-(\d{1,9}))?$/.exec(text)
  const minMs = Number(match?.[1])
  const maxMs = Number(match?.[2] ?? match?.[1])
  const fits = match !== null && minMs >= 1 && maxMs >= minMs
  return fits ? good({ minMs, maxMs }) : bad('milliseconds, or a range of them such as 7000-9000')
}

const isOrigin = (part: string): boolean => URL.canParse(part) && new URL(part).origin === part

/** Origins exactly as a browser writes them: scheme, host, and the port where it is not the usual one. */
export const originList: Parser<readonly string[]> = text => {
  const origins = text
    .split(',')
    .map(part => part.trim())
    .filter(part => part !== '')
  return origins.every(isOrigin)
    ? good(origins)
    : bad('origins such as https://boards.example.org, separated by commas')
}

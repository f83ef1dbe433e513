// What is wrong with bytes that came from outside. The codes are stable: they are logged and tested.

export type ProtocolErrorCode =
  | 'truncated' // the bytes end inside a value
  | 'varint' // a number of more than 53 bits, or not in its shortest form
  | 'range' // a number or a length outside its limit
  | 'text' // not UTF-8
  | 'unknown-frame'
  | 'unknown-op'
  | 'unknown-value' // a number, a flag or a text that names nothing known
  | 'trailing' // bytes behind the end
  | 'compressed' // a compressed part that does not unpack to its stated length

export class ProtocolError extends Error {
  readonly code: ProtocolErrorCode

  constructor(code: ProtocolErrorCode, detail: string) {
    super(`${code}: ${detail}`)
    this.name = 'ProtocolError'
    this.code = code
  }
}

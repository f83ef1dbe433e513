// The server said something that is well-formed and yet cannot be, such as a gap in the log.

export class StreamError extends Error {
  constructor(detail: string) {
    super(detail)
    this.name = 'StreamError'
  }
}

// What a Playwright project says to the fixtures.

export type BoardOptions = {
  /** The host name by which the browser reaches the board. */
  boardHost: string
}

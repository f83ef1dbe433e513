// Where frames for one connection go: the socket, as rooms see it.

export interface Outlet {
  /** What was sent and has not left this process. */
  readonly bufferedBytes: number
  send(frame: Uint8Array): void
}

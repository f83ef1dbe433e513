/** The same bytes, not copied: a Buffer's `slice` would not copy, unlike that of the arrays that the protocol is for. */
export function plainBytes({ buffer, byteOffset, byteLength }: Uint8Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength)
}

// The image, and what its rows take where they are stored. Objects that were erased are among them: they
// stay, to be brought back.

import { Image, type Row } from '@inkroom/protocol'
import { STORED_FIELD_BYTES, STORED_ROW_BYTES } from '../bounds.ts'

export function storedBytesOf({ body, fields }: Row): number {
  const values = fields.reduce((sum, { value }) => sum + value.length + STORED_FIELD_BYTES, 0)
  return STORED_ROW_BYTES + body.length + values
}

export class WeighedImage extends Image {
  private bytes = 0

  get storedBytes(): number {
    return this.bytes
  }

  override put(row: Row): void {
    const before = this.get(row.id)
    super.put(row)
    this.bytes += storedBytesOf(row) - (before === null ? 0 : storedBytesOf(before))
  }
}

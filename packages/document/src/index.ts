// The package's public names.

export { removesOf, splitIntoBatches } from './batch-cutting.ts'
export type {
  BoardObject,
  ErasureObject,
  InkObject,
  ObjectBase,
  TitleObject,
  UnknownObject,
} from './board-object.ts'
export { type BoardOrder, boardOrderOf, compareOrder } from './board-order.ts'
export { Document, type DocumentChange, type DocumentOptions } from './document.ts'
export {
  clearPage,
  createStroke,
  eraseObjects,
  extendStroke,
  finishStroke,
  type StrokeBirth,
  setTitle,
  TITLE_PAGE,
  type TitleSetting,
} from './edits.ts'
export { type ErasureBirth, ErasureWriter } from './erasure-writer.ts'
export { History, type HistoryState, MAX_STEPS, type Submit } from './history.ts'
export { InkStrokeWriter } from './ink-stroke-writer.ts'
export { ObjectMinter } from './object-minter.ts'

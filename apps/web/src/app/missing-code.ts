// What the person is told where code that loads when it is first wanted does not come. The next try loads it again.

import { addNotice } from './board-store.ts'

export function tellMissingCode(): void {
  addNotice({ kind: 'error', id: 'code-failed', reason: 'code-failed' })
}

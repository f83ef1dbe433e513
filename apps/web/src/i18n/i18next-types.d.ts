// Tells i18next which keys there are, so that a mistyped one does not compile.

import type { English } from './en.ts'

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'app'
    resources: { app: English }
    keySeparator: false
    nsSeparator: false
  }
}

// Owns reading a specifier: a file beside, a package, or a part of Node.
import { isBuiltin } from 'node:module'
import { posix } from 'node:path'

export const isRelative = (specifier: string) => specifier.startsWith('.')

// Path of the imported file, relative to the checkout; bundlers' `?raw` and the like are left out.
export function targetOf(importer: string, specifier: string) {
  return posix.join(posix.dirname(importer), specifier.replace(/\?.*$/, ''))
}

// "react-dom/client" and "@scope/name/part" by the name they are installed under; null for what needs no installing.
export function packageOf(specifier: string) {
  if (isRelative(specifier) || isBuiltin(specifier) || specifier.startsWith('node:')) return null
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/')
}

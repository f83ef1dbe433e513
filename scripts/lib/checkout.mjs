// Where this checkout is. Every script works from here, in whatever folder it was called.
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..')

export const inRoot = path => resolve(root, path)

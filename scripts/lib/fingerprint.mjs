// Owns telling whether a build is older than what it was made from. By content, not by time: a checkout of another
// branch and back changes times but nothing that matters.
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const skippedFolders = new Set(['node_modules', 'dist'])
const testFile = /\.(test|spec)\.tsx?$/

// One hash over the paths and contents of all source files below `inputs` (files or folders, relative to `top`).
export function fingerprint(top, inputs) {
  const hash = createHash('sha256')
  for (const path of inputs.flatMap(input => sourceFiles(top, input)).toSorted()) {
    const content = readFileSync(join(top, path))
    // The length keeps "a" + "bc" apart from "ab" + "c".
    hash.update(`${path}\0${content.length}\0`).update(content)
  }
  return hash.digest('hex')
}

// In the built folder itself, so that who deletes the one deletes the other.
const stampOf = folder => join(folder, '.built-from')

export function isFresh(folder, wanted) {
  const stamp = stampOf(folder)
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted
}

export function markFresh(folder, built) {
  writeFileSync(stampOf(folder), built)
}

// What a build is made from: everything but tests.
export const sourceFiles = (top, path) => sourceTree(top, path).filter(file => !testFile.test(file))

// Paths carry forward slashes everywhere, so that the order and the hash are the same on every system.
export function sourceTree(top, path) {
  const full = join(top, path)
  if (!existsSync(full)) return []
  if (statSync(full).isFile()) return [path]
  return readdirSync(full)
    .filter(name => !skippedFolders.has(name))
    .flatMap(name => sourceTree(top, `${path}/${name}`))
}

// Owns the one direction of imports between workspaces, and that nobody reaches into another's folder.
import {
  type Checkout,
  type Complaint,
  homeOf,
  isExample,
  isTestCode,
  type Manifest,
} from './checkout-model.ts'
import { isRelative, packageOf, targetOf } from './import-paths.ts'
import type { Facts, Import } from './source-facts.ts'

// The server knows nothing of documents: it relays headers and never looks into what was drawn.
const mayImport: Record<string, readonly string[] | 'any'> = {
  'packages/geometry': [],
  'packages/protocol': [],
  'packages/document': ['@inkroom/protocol', '@inkroom/geometry'],
  'packages/client': ['@inkroom/protocol'],
  'apps/server': ['@inkroom/protocol'],
  'apps/web': ['@inkroom/client', '@inkroom/document', '@inkroom/geometry', '@inkroom/protocol'],
  'apps/e2e': 'any',
  'apps/bench': 'any',
}

export function directionComplaints(facts: readonly Facts[], { manifests }: Checkout): Complaint[] {
  const names = new Set(manifests.map(({ name }) => name))
  return facts.flatMap(file => {
    const home = homeOf(file.path, manifests)
    if (home === undefined) return []
    return file.imports.flatMap(found => {
      const message = isRelative(found.specifier)
        ? leavingMessage(file.path, found, home)
        : directionMessage(file.path, found, home, names)
      return message === null
        ? []
        : [{ rule: 'direction', path: file.path, line: found.line, message }]
    })
  })
}

function leavingMessage(path: string, { specifier }: Import, { folder }: Manifest) {
  const target = targetOf(path, specifier)
  if (!target.startsWith(`${folder}/`)) return `${specifier} leaves ${folder}`
  return isTestCode(target) && !isTestCode(path) && !isUnlisted(folder)
    ? `${specifier} is test code`
    : null
}

function directionMessage(
  path: string,
  { specifier }: Import,
  home: Manifest,
  ours: ReadonlySet<string>,
) {
  const name = packageOf(specifier)
  if (name === null || !ours.has(name)) return null
  if (name === home.name)
    return isExample(path) ? null : `${specifier} is the package itself: import the file`
  const allowed = mayImport[home.folder]
  if (allowed === undefined) return `${home.folder} has no row in the table of directions`
  const forTests = isTestCode(path) && home.devDependencies.includes(name)
  return allowed === 'any' || allowed.includes(name) || forTests
    ? null
    : `${home.folder} must not import ${name}`
}

// The workspaces made of tests alone share code between them as they like.
const isUnlisted = (folder: string) => mayImport[folder] === 'any'

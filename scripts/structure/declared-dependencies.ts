// Owns that each package.json lists what its workspace imports: nothing less, and under `dependencies` nothing more.
import {
  type Checkout,
  type Complaint,
  homeOf,
  isTestCode,
  isUnshipped,
  type Manifest,
} from './checkout-model.ts'
import { packageOf } from './import-paths.ts'
import type { Facts } from './source-facts.ts'

const rule = 'dependencies'

export function dependencyComplaints(facts: readonly Facts[], checkout: Checkout): Complaint[] {
  return checkout.manifests.flatMap(manifest => {
    const own = facts.filter(file => homeOf(file.path, checkout.manifests) === manifest)
    return [...undeclared(own, manifest, checkout), ...unused(own, manifest)]
  })
}

function undeclared(own: readonly Facts[], manifest: Manifest, { rootDevDependencies }: Checkout) {
  const forProduct = new Set([manifest.name, ...manifest.dependencies])
  const forTests = new Set([...forProduct, ...manifest.devDependencies, ...rootDevDependencies])
  return own.flatMap(({ path, imports }): Complaint[] => {
    const declared = isTestCode(path) || isUnshipped(path) ? forTests : forProduct
    return imports.flatMap(({ specifier, line }) => {
      const name = packageOf(specifier)
      if (name === null || declared.has(name)) return []
      return [
        { rule, path, line, message: `${name} is not among the dependencies of ${manifest.name}` },
      ]
    })
  })
}

// A workspace still without code cannot use anything yet.
function unused(own: readonly Facts[], manifest: Manifest): Complaint[] {
  const product = own.filter(({ path }) => !isTestCode(path) || isUnshipped(path))
  if (product.length === 0) return []
  const used = new Set(
    product.flatMap(({ imports }) => imports.map(({ specifier }) => packageOf(specifier))),
  )
  const path = `${manifest.folder}/package.json`
  return manifest.dependencies
    .filter(name => !used.has(name))
    .map(name => ({ rule, path, line: 1, message: `${name} is listed but not imported` }))
}

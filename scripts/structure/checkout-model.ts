// Owns what the rules look at: the workspaces' manifests and sources as plain data, so that a test can make up its own.

export type Manifest = {
  name: string
  /** Relative to the checkout, forward slashes: "packages/protocol". */
  folder: string
  dependencies: readonly string[]
  devDependencies: readonly string[]
}

export type Source = { path: string; text: string }

export type Checkout = {
  manifests: readonly Manifest[]
  /** The tools every workspace's tests may use. */
  rootDevDependencies: readonly string[]
  sources: readonly Source[]
}

export type Complaint = { rule: string; path: string; line: number; message: string }

// Code that is never part of the product. A contract suite is shared by the tests of several implementations.
export function isTestCode(path: string) {
  const named = /(\.(test|spec)|(^|[/-])contract)\.tsx?$/.test(path)
  return named || path.includes('/testing/') || isExample(path)
}

// Shows a package from outside, so it imports that by name as a user would.
export const isExample = (path: string) => /^packages\/[^/]+\/examples\//.test(path)

// Workspaces nobody installs to run Inkroom, and what builds the others (beside their package.json): these may use devDependencies everywhere.
export function isUnshipped(path: string) {
  return /^apps\/(e2e|bench)\//.test(path) || /^(packages|apps)\/[^/]+\/[^/]+\.ts$/.test(path)
}

export function homeOf(path: string, manifests: readonly Manifest[]) {
  return manifests.find(({ folder }) => path.startsWith(`${folder}/`))
}

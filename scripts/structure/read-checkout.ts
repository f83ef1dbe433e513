// Owns reading the real checkout from disk.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { inRoot, root } from '../lib/checkout.mjs'
import { sourceTree } from '../lib/fingerprint.mjs'
import type { Checkout, Manifest } from './checkout-model.ts'

export function readCheckout(): Checkout {
  const folders = ['packages', 'apps'].flatMap(parent =>
    readdirSync(inRoot(parent)).map(name => `${parent}/${name}`),
  )
  const workspaces = folders.filter(folder => existsSync(inRoot(`${folder}/package.json`)))
  return {
    manifests: workspaces.map(readManifest),
    rootDevDependencies: readManifest('.').devDependencies,
    sources: workspaces.flatMap(folder => sourcesOf(folder)),
  }
}

function sourcesOf(folder: string) {
  const paths: string[] = sourceTree(root, folder)
  return paths
    .filter(path => /\.tsx?$/.test(path))
    .map(path => ({ path, text: readFileSync(inRoot(path), 'utf8') }))
}

function readManifest(folder: string): Manifest {
  const {
    name,
    dependencies = {},
    devDependencies = {},
  } = JSON.parse(readFileSync(inRoot(`${folder}/package.json`), 'utf8'))
  return {
    name,
    folder,
    dependencies: Object.keys(dependencies),
    devDependencies: Object.keys(devDependencies),
  }
}

// Owns the check of the running Node. The oldest version that will do is said once: `engines` in package.json.
import { readFileSync } from 'node:fs'
import { inRoot } from './checkout.mjs'

// null when `running` ("v20.19.1") satisfies `wanted` (">=20.19"), else the sentence to print.
export function nodeComplaint(running, wanted) {
  const [major, minor] = numbers(running)
  const [wantedMajor, wantedMinor = 0] = numbers(wanted)
  const fits = major > wantedMajor || (major === wantedMajor && minor >= wantedMinor)
  if (fits) return null
  return `Inkroom needs Node ${wantedMajor}.${wantedMinor} or newer; this is ${running} (${process.execPath}).`
}

export function requireNode() {
  const { engines } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'))
  const complaint = nodeComplaint(process.version, engines.node)
  if (complaint === null) return
  console.error(complaint)
  process.exit(1)
}

function numbers(version) {
  return version.match(/\d+/g).map(Number)
}

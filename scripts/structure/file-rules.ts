// Owns the rules a file can break by itself: its name, tests held back without a reason, reads of the environment.
import { type Complaint, isTestCode, isUnshipped } from './checkout-model.ts'
import type { Facts, HeldBackTest } from './source-facts.ts'

export function nameComplaints(facts: readonly Facts[]): Complaint[] {
  return facts.flatMap(({ path }) => {
    const message =
      path
        .split('/')
        .map(nameMessage)
        .find(found => found !== null) ?? null
    return message === null ? [] : [{ rule: 'name', path, line: 1, message }]
  })
}

// Drawers in which anything fits: what is in them has a name of its own.
const drawers = new Set(['util', 'utils', 'helper', 'helpers', 'common', 'misc', 'type', 'types'])
const kebabCase = /^[a-z0-9]+([-.][a-z0-9]+)*$/
const languageTag = /^[a-z]{2}-[A-Z][A-Za-z]+\.ts$/

function nameMessage(name: string) {
  const [stem = ''] = name.split('.')
  if (drawers.has(stem)) return `"${stem}" says nothing of what is inside`
  return kebabCase.test(name) || languageTag.test(name) ? null : `"${name}" is not in kebab-case`
}

export function heldBackComplaints(facts: readonly Facts[]): Complaint[] {
  return facts.flatMap(({ path, heldBackTests }) =>
    heldBackTests.flatMap(test => {
      const message = heldBackMessage(test)
      return message === null ? [] : [{ rule: 'held back test', path, line: test.line, message }]
    }),
  )
}

// A reason is a title with "because", or the text after a condition: test.skip(isFirefox, 'no CDP').
function heldBackMessage({ words, texts }: HeldBackTest) {
  const call = words.join('.')
  if (words.includes('only')) return `${call} leaves all other tests out`
  const [first = null, second = null] = texts
  const reason = first === null ? second : /\bbecause\b/.exec(first)
  return reason
    ? null
    : `${call} gives no reason (a title with "because", or a text after a condition)`
}

export function environmentComplaints(facts: readonly Facts[]): Complaint[] {
  return facts
    .filter(({ path }) => !mayReadEnvironment(path))
    .flatMap(({ path, environmentReads }) =>
      environmentReads.map(line => ({
        rule: 'environment',
        path,
        line,
        message: 'only main.ts reads the environment',
      })),
    )
}

const mayReadEnvironment = (path: string) =>
  /\/src\/main\.tsx?$/.test(path) || isTestCode(path) || isUnshipped(path)

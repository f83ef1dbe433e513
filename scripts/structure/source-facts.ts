// Owns what the rules need to know of one file: its imports, its skipped tests, its reads of the environment.
import type { Source } from './checkout-model.ts'
import { isNode, lineAt, nameOf, parse, type SyntaxNode, textOf, walk } from './syntax-tree.ts'

export type Import = { specifier: string; line: number }
/** `words` is the callee, `test.describe.skip` as ['test', 'describe', 'skip']; null stands for an argument that is no plain text. */
export type HeldBackTest = { words: string[]; texts: (string | null)[]; line: number }
export type Facts = Source & {
  imports: Import[]
  heldBackTests: HeldBackTest[]
  environmentReads: number[]
}

export function factsOf(source: Source): Facts {
  const facts: Facts = { ...source, imports: [], heldBackTests: [], environmentReads: [] }
  walk(parse(source), node => {
    noteImport(node, facts)
    if (readsEnvironment(node)) facts.environmentReads.push(lineAt(source.text, node.start))
    return !noteHeldBackTest(node, facts)
  })
  return facts
}

const importing = new Set([
  'ImportDeclaration',
  'ExportNamedDeclaration',
  'ExportAllDeclaration',
  'ImportExpression',
  'TSImportType',
  'TSExternalModuleReference',
])

// Type imports count like all others: a circle of types is a circle for whoever reads it.
function noteImport(node: SyntaxNode, facts: Facts) {
  if (!importing.has(node.type)) return
  const specifier = textOf(node.source) ?? textOf(node.expression) ?? textOf(node.argument)
  if (specifier !== null) facts.imports.push({ specifier, line: lineAt(facts.text, node.start) })
}

function readsEnvironment(node: SyntaxNode) {
  if (node.type === 'MemberExpression') {
    return (
      nameOf(node.object) === 'process' &&
      (nameOf(node.property) ?? textOf(node.property)) === 'env'
    )
  }
  if (node.type !== 'ImportDeclaration' || !/^(node:)?process$/.test(textOf(node.source) ?? ''))
    return false
  return (
    Array.isArray(node.specifiers) &&
    node.specifiers.some(one => isNode(one) && nameOf(one.imported) === 'env')
  )
}

const testFunctions = new Set(['test', 'it', 'describe', 'suite'])
const holdingBack = new Set(['skip', 'only', 'fixme'])

// In `it.skip.each(rows)('title', …)` the outer call carries the title; true says that the inner one is dealt with.
function noteHeldBackTest(node: SyntaxNode, facts: Facts) {
  if (node.type !== 'CallExpression' || !Array.isArray(node.arguments)) return false
  const words = calleeWords(node.callee)
  if (!testFunctions.has(words[0] ?? '') || !words.some(word => holdingBack.has(word))) return false
  facts.heldBackTests.push({
    words,
    texts: node.arguments.map(textOf),
    line: lineAt(facts.text, node.start),
  })
  return true
}

function calleeWords(node: unknown): string[] {
  if (!isNode(node)) return []
  switch (node.type) {
    case 'MemberExpression':
      return [...calleeWords(node.object), ...calleeWords(node.property)]
    case 'CallExpression':
      return calleeWords(node.callee)
    case 'TaggedTemplateExpression':
      return calleeWords(node.tag)
    default:
      return [nameOf(node) ?? '']
  }
}

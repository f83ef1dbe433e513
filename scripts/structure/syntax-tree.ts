// Owns walking a parsed file without knowing the kinds of its nodes.
import { parseAst } from 'vitest/node'
import type { Source } from './checkout-model.ts'

export type SyntaxNode = { type: string; start: number; [field: string]: unknown }

export function parse({ path, text }: Source): SyntaxNode {
  const lang = path.endsWith('.d.ts') ? 'dts' : path.endsWith('x') ? 'tsx' : 'ts'
  return { ...parseAst(text, { lang }, path) }
}

export function isNode(value: unknown): value is SyntaxNode {
  return (
    typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
  )
}

// Calls `look` for the node and all below it; where it returns false, what is below is left out.
export function walk(value: unknown, look: (node: SyntaxNode) => boolean) {
  if (Array.isArray(value)) {
    for (const item of value) walk(item, look)
  } else if (isNode(value) && look(value)) {
    for (const field of Object.values(value)) walk(field, look)
  }
}

// The text of a string literal or of a template without holes, else null.
export function textOf(node: unknown): string | null {
  if (!isNode(node)) return null
  if (node.type === 'Literal' && typeof node.value === 'string') return node.value
  const quasis = node.type === 'TemplateLiteral' && Array.isArray(node.quasis) ? node.quasis : []
  const [only] = quasis
  return quasis.length === 1 && isNode(only) ? rawText(only.value) : null
}

export function nameOf(node: unknown): string | null {
  return isNode(node) && node.type === 'Identifier' && typeof node.name === 'string'
    ? node.name
    : null
}

export const lineAt = (text: string, offset: number) => text.slice(0, offset).split('\n').length

function rawText(value: unknown) {
  return typeof value === 'object' && value !== null && 'raw' in value ? String(value.raw) : null
}

// Owns that no files import each other in a circle.
import type { Complaint } from './checkout-model.ts'
import { isRelative, targetOf } from './import-paths.ts'
import type { Facts } from './source-facts.ts'

type Graph = ReadonlyMap<string, readonly string[]>

// Depth first: an edge back to a file still on the path closes a circle. Each file is left only once,
// so of several circles through the same files some are named now and the rest when those are gone.
export function circleComplaints(facts: readonly Facts[]): Complaint[] {
  const graph: Graph = new Map(facts.map(file => [file.path, targetsOf(file)]))
  const done = new Set<string>()
  return facts.flatMap(file => circlesFrom(file.path, graph, [], done).map(toComplaint))
}

function circlesFrom(
  path: string,
  graph: Graph,
  trail: readonly string[],
  done: Set<string>,
): string[][] {
  const start = trail.indexOf(path)
  if (start !== -1) return [trail.slice(start)]
  if (done.has(path)) return []
  const circles = (graph.get(path) ?? []).flatMap(next =>
    circlesFrom(next, graph, [...trail, path], done),
  )
  done.add(path)
  return circles
}

const targetsOf = (file: Facts) =>
  file.imports
    .filter(({ specifier }) => isRelative(specifier))
    .map(({ specifier }) => targetOf(file.path, specifier))

function toComplaint(circle: readonly string[]): Complaint {
  const [path = ''] = circle
  return { rule: 'circle', path, line: 1, message: [...circle, path].join(' -> ') }
}

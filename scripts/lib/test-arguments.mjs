// Owns what `npm test` understands on its command line.

const modes = {
  '--static': ['static'],
  '--unit': ['tests', 'unit'],
  '--browser': ['tests', 'browser'],
}
const everything = ['static', 'tests', 'unit', 'browser']

// { problem: a sentence or null, all, groups: the groups of steps to take, passed: arguments for the runner }
export function readTestArguments(args) {
  const split = args.indexOf('--')
  const own = split === -1 ? args : args.slice(0, split)
  const passed = split === -1 ? [] : args.slice(split + 1)
  const chosen = own.filter(arg => arg in modes)
  const unknown = own.filter(arg => arg !== '--all' && !(arg in modes))
  const groups = chosen.length === 0 ? everything : chosen.flatMap(mode => modes[mode])
  return {
    problem: complaint(unknown, passed, chosen),
    all: own.includes('--all'),
    groups: new Set(['always', ...groups]),
    passed,
  }
}

// Handing the arguments of one runner to two would make one of them run nothing.
function complaint(unknown, passed, chosen) {
  if (unknown.length > 0)
    return `Unknown: ${unknown.join(' ')}. Known: ${Object.keys(modes).join(' ')} --all -- …`
  const single = chosen.length === 1 && chosen[0] !== '--static'
  return passed.length > 0 && !single
    ? 'Arguments after -- need exactly one of --unit, --browser.'
    : null
}

import { describe, expect, it } from 'vitest'
import { readTestArguments } from './test-arguments.mjs'

describe('the arguments of npm test', () => {
  it('without any, takes every step and only the short tests', () => {
    const { problem, all, groups, passed } = readTestArguments([])
    expect({ problem, all, passed }).toEqual({ problem: null, all: false, passed: [] })
    expect([...groups]).toEqual(['always', 'static', 'tests', 'unit', 'browser'])
  })

  it('can be narrowed to one mode, which gets what follows --', () => {
    const { problem, groups, passed } = readTestArguments([
      '--unit',
      '--',
      'packages/protocol',
      '--bail',
    ])
    expect(problem).toBeNull()
    expect([...groups]).toEqual(['always', 'tests', 'unit'])
    expect(passed).toEqual(['packages/protocol', '--bail'])
  })

  it('take the long tests in with --all, in any mode', () => {
    expect(readTestArguments(['--browser', '--all']).all).toBe(true)
  })

  it('are refused when a word is unknown', () => {
    expect(readTestArguments(['--unti']).problem).toContain('--unti')
  })

  it.each([[['--', 'x']], [['--static', '--', 'x']], [['--unit', '--browser', '--', 'x']]])(
    'are refused when it is not clear which runner %j is for',
    args => {
      expect(readTestArguments(args).problem).toContain('exactly one')
    },
  )
})

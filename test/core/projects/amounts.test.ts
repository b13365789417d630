import { expect, test } from 'vitest'
import { ExpectedError } from '../../../core/errors.ts'
import { parseProjectFile } from '../../../core/projects/parse-project-file.ts'
import { projectFile } from '../../support/community.ts'

/** A project file whose rewards are written as given, without quotes of ours. */
function withRewards(annotation: string, budget: string): string {
  const rewards = `"rewards":{"annotation":${annotation},"budget":${budget}}`
  return JSON.stringify(projectFile()).replace(/"rewards":\{[^}]*\}/, rewards)
}

function problemsOf(text: string): string {
  try {
    parseProjectFile(text, 'project.json')
    return ''
  } catch (thrown) {
    if (thrown instanceof ExpectedError && 'problems' in thrown.params) return thrown.params.problems
    throw thrown
  }
}

test.each(['0.123456789012345678', '123456789012345.67', '0.30000000000000004'])(
  'the unquoted number %s, which a computer rounds, is refused',
  (amount) => {
    expect(problemsOf(withRewards(amount, '"999999999"'))).toContain('rewards.annotation: put it in quotes')
    expect(problemsOf(withRewards(`"${amount}"`, '"999999999"'))).not.toContain('quotes')
  },
)

test('short unquoted numbers are exact', () => {
  const { definition } = parseProjectFile(withRewards('0.1', '1000'), 'project.json')
  expect(definition.rewards).toEqual({ annotation: 10n ** 17n, budget: 10n ** 21n })
})

test('a budget that no escrow can hold is refused, the largest one is taken', () => {
  expect(problemsOf(withRewards('"1"', '"79228162514.264337593543950335"'))).toBe('')
  const problem = 'rewards.budget: more than an escrow can hold'
  expect(problemsOf(withRewards('"1"', '"79228162514.264337593543950336"'))).toContain(problem)
})

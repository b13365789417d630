import { describe, expect, test } from 'vitest'
import { projectDefinition } from '../../../../core/projects/definition.ts'
import { shownLength } from '../../../../core/projects/platform-limits.ts'
import { chooseExamples } from '../../../../core/quality/training/choose-examples.ts'
import { projectFile } from '../../../support/community.ts'

const example = (text: string, label: string) => ({ text, label, why: `why ${text}` })
const definition = projectDefinition.parse({
  ...projectFile(),
  guideline: {
    summary: 'Look twice',
    good: [example('good yes', 'yes'), example('good no', 'no'), example('good no 2', 'no')],
    poor: [example('poor yes', 'yes'), example('poor no', 'no')],
  },
})
const confused = { truth: 'no', given: 'yes' }
const texts = (chosen: readonly { text: string }[]) => chosen.map((one) => one.text)

describe('examples for somebody who calls yes what is no', () => {
  test('are of these two labels only, the most telling first', () => {
    const known = [{ text: 'former gold', why: null }]
    expect(chooseExamples(definition, confused, known, 0)).toEqual([
      { kind: 'known', text: 'former gold', label: 'no', why: null },
      { kind: 'poor', text: 'poor yes', label: 'yes', why: 'why poor yes' },
      { kind: 'good', text: 'good no', label: 'no', why: 'why good no' },
      { kind: 'good', text: 'good yes', label: 'yes', why: 'why good yes' },
    ])
  })

  test('are others the next time, as far as there are any', () => {
    const chosen = texts(chooseExamples(definition, confused, [], 1))
    expect(chosen).toEqual(['poor yes', 'good no 2', 'good yes', 'good no'])
  })

  test('are as many as fit into one message of any platform', () => {
    const long = [{ text: '*'.repeat(900), why: null }]
    const chosen = chooseExamples(definition, confused, long, 0)
    expect(texts(chosen)).not.toContain(long[0]?.text)
    expect(chosen.length).toBe(4)
    const half = [{ text: 'x'.repeat(1_400), why: 'short' }]
    const some = chooseExamples(definition, confused, half, 0)
    const length = some.reduce((sum, one) => sum + shownLength(one.text) + shownLength(one.why ?? ''), 0)
    expect(texts(some)[0]).toBe(half[0]?.text)
    expect(length).toBeLessThan(1_650)
  })
})

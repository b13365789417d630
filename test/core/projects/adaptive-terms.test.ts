import { expect, test } from 'vitest'
import { adaptiveTerms } from '../../../core/projects/adaptive-terms.ts'
import { projectDefinition, sourceOf } from '../../../core/projects/definition.ts'
import { projectFile, TOKEN } from '../../support/community.ts'

const parse = (overrides: object = {}) => projectDefinition.parse({ ...projectFile(), ...overrides })

test('a project is not adaptive unless its file says so', () => {
  expect(adaptiveTerms(parse())).toBeNull()
  expect(sourceOf(parse())).not.toContain('adaptive')
})

test('the defaults follow from the reward and the most annotations allowed', () => {
  const terms = adaptiveTerms(parse({ adaptive: {} }))
  expect(terms).toEqual({ annotationCost: TOKEN / 10n, wrongDecisionLoss: (TOKEN * 434n) / 100n })
  const dear = adaptiveTerms(parse({ adaptive: { annotationCost: '2' }, maxRedundancy: 3 }))
  expect(dear).toEqual({ annotationCost: 2n * TOKEN, wrongDecisionLoss: (2n * TOKEN * 2083n) / 100n })
})

test('what is stored has the defaults written out and is read as it was', () => {
  const file = parse({ adaptive: { wrongDecisionLoss: '7.5' } })
  const again = projectDefinition.parse(JSON.parse(sourceOf(file)))
  expect(again.adaptive).toEqual({ annotationCost: TOKEN / 10n, wrongDecisionLoss: (TOKEN * 75n) / 10n })
  expect(adaptiveTerms(again)).toEqual(adaptiveTerms(file))
})

test('an annotation that costs nothing and unknown settings are refused', () => {
  expect(() => parse({ adaptive: { annotationCost: '0' } })).toThrow('must be more than 0')
  expect(() => parse({ adaptive: { cost: '1' } })).toThrow('Unrecognized key')
})

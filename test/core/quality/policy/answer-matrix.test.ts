import { expect, test } from 'vitest'
import { unknownPerson, unknownProject } from '../../../../core/quality/belief/unknown.ts'
import { GRADES } from '../../../../core/quality/graded-model.ts'
import { inferSingleChoice } from '../../../../core/quality/infer-single-choice.ts'
import { answerMatrix } from '../../../../core/quality/policy/answer-matrix.ts'
import { community } from '../communities.ts'

const rowsOf = (matrix: Float64Array, labels: number) =>
  Array.from({ length: labels }, (_, k) => Array.from(matrix.subarray(k * labels, (k + 1) * labels)))

test('of somebody unknown in an unknown project, skill and guessing weigh as the grades do', () => {
  const matrix = answerMatrix(unknownProject(['a', 'b']), unknownPerson(2))
  const skill = GRADES.reduce((sum, one) => sum + one, 0) / GRADES.length
  const right = skill * 0.8 + (1 - skill) / 2
  expect(Array.from(matrix)).toEqual([right, 1 - right, 1 - right, right].map((p) => expect.closeTo(p, 9)))
})

test('it tells the accurate from those who guess, and its rows are distributions', () => {
  const { annotations } = community({
    seed: 3,
    items: 300,
    perItem: 5,
    labels: ['a', 'b', 'c'],
    accuracies: [0.95, 0.9, 0.85, 0.8, 0.8, 1 / 3],
  })
  const { state, people } = inferSingleChoice(annotations)
  const matrixOf = (person: string) => rowsOf(answerMatrix(state, people.get(person) ?? []), 3)
  for (const row of [...matrixOf('person 0'), ...matrixOf('person 5')]) {
    expect(row.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 9)
  }
  for (let k = 0; k < 3; k++) {
    expect(matrixOf('person 0')[k]?.[k]).toBeGreaterThan(0.8)
    expect(matrixOf('person 5')[k]?.[k]).toBeLessThan(0.55)
  }
})

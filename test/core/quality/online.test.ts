import { describe, expect, it } from 'vitest'
import type { KnownAnswer } from '../../../core/quality/graded-posterior.ts'
import { itemPosterior } from '../../../core/quality/graded-posterior.ts'
import { inferSingleChoice } from '../../../core/quality/infer-single-choice.ts'
import { newPerson, newProject, takeAnswer } from '../../../core/quality/online.ts'
import { community, uniform } from './communities.ts'

const labels = ['a', 'b', 'c']
const plan = { seed: 2, items: 300, perItem: 5, labels, accuracies: [0.95, 0.9, 0.8, 0.7, 0.5, 0.4] }

describe('online updates', () => {
  it('give the posterior of a refit when they use its statistics', () => {
    const { annotations } = community(plan)
    const fit = inferSingleChoice(annotations, { labels })
    const state = JSON.parse(JSON.stringify(fit.state))
    for (const [row, item] of fit.table.items.slice(0, 20).entries()) {
      const answers = annotations
        .filter((a) => a.item === item)
        .map((a): KnownAnswer => ({ label: labels.indexOf(a.label), counts: fit.people.get(a.person) ?? [] }))
      const posterior = itemPosterior(state, answers)
      // A refit stops once nothing moves by more than 0.003 in a round.
      for (const [k, p] of posterior.entries()) {
        expect(Math.abs(p - (fit.posterior[row * 3 + k] ?? -1))).toBeLessThan(0.02)
      }
    }
  })

  it('learn people from gold alone', () => {
    const state = newProject(labels)
    const random = uniform(9)
    let [good, bad] = [newPerson(3), newPerson(3)]
    for (let n = 0; n < 60; n++) {
      const truth = n % 3
      good = [...takeAnswer(state, [{ label: truth, counts: good }], truth).person]
      bad = [...takeAnswer(state, [{ label: Math.floor(random() * 3), counts: bad }], truth).person]
    }
    const posterior = itemPosterior(state, [
      { label: 0, counts: good },
      { label: 1, counts: bad },
    ])
    expect(posterior[0]).toBeGreaterThan(0.8)
    const alone = itemPosterior(state, [{ label: 1, counts: bad }])
    expect(alone[1]).toBeLessThan(0.55)
  })

  it('refuse an update without an answer', () => {
    expect(() => takeAnswer(newProject(labels), [])).toThrow(RangeError)
  })
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { confusedLabels, type JudgedLabel } from '../../../../core/quality/training/confused-labels.ts'

const answers = (truth: string, label: string, times: number): JudgedLabel[] =>
  Array.from({ length: times }, () => ({ truth, label, weight: 1 }))

describe('the labels a person confuses', () => {
  test('are those where a good part of one is surely called the other', () => {
    const given = [...answers('ham', 'ham', 20), ...answers('spam', 'spam', 6), ...answers('spam', 'ham', 4)]
    expect(confusedLabels(given, 2)).toEqual({
      truth: 'spam',
      given: 'ham',
      share: expect.closeTo(0.35, 1),
      times: 4,
    })
  })

  test('are none after one mistake, nor after a few among many', () => {
    expect(confusedLabels([...answers('a', 'b', 1)], 2)).toBeNull()
    expect(confusedLabels([...answers('a', 'a', 40), ...answers('a', 'b', 3)], 2)).toBeNull()
    expect(confusedLabels([], 2)).toBeNull()
  })

  test('are the most frequent of several pairs', () => {
    const given = [
      ...answers('a', 'b', 3),
      ...answers('a', 'a', 3),
      ...answers('c', 'a', 6),
      ...answers('c', 'c', 3),
    ]
    expect(confusedLabels(given, 3)).toMatchObject({ truth: 'c', given: 'a', times: 6 })
  })

  test('are none once somebody has long done better', () => {
    const given = [...answers('a', 'b', 6), ...answers('a', 'a', 4), ...answers('a', 'a', 120)]
    expect(confusedLabels(given.slice(0, 10), 2)).not.toBeNull()
    expect(confusedLabels(given, 2)).toBeNull()
  })

  test('do not depend on what labels are called, and are always two different ones', () => {
    const some = fc.array(
      fc.record({ truth: fc.constantFrom('x', 'y', 'z'), label: fc.constantFrom('x', 'y', 'z') }),
      { maxLength: 60 },
    )
    const renamed: Record<string, string> = { x: 'eggs', y: 'ham', z: 'spam' }
    fc.assert(
      fc.property(some, (list) => {
        const plain = list.map((one) => ({ ...one, weight: 1 }))
        const found = confusedLabels(plain, 3)
        if (found) expect(found.truth).not.toBe(found.given)
        const others = plain.map(({ truth, label, weight }) => ({
          truth: renamed[truth] ?? '',
          label: renamed[label] ?? '',
          weight,
        }))
        const other = confusedLabels(others, 3)
        expect(other?.share).toBe(found?.share)
        expect(other?.truth).toBe(found ? renamed[found.truth] : undefined)
      }),
    )
  })
})

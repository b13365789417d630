import { describe, expect, it } from 'vitest'
import { suspects } from '../../../core/quality/suspects.ts'
import { community } from './communities.ts'

const labels = ['a', 'b', 'c', 'd']
const accuracies = Array.from({ length: 24 }, (_, n) => 0.6 + (n % 8) * 0.05)
const honest = community({ seed: 11, items: 400, perItem: 7, labels, accuracies })

describe('suspects', () => {
  it('accuse nobody in an honest community', () => {
    expect(suspects(honest.annotations)).toEqual([])
  })

  it('finds a clique that lies alike, with evidence of coincident mistakes', () => {
    const clique = new Set(['person 0', 'person 1', 'person 2', 'person 3'])
    const rows = honest.annotations.map((row) => {
      const lies = clique.has(row.person) && Number(row.item.slice(5)) % 2 === 0
      const truth = labels.indexOf(honest.truth.get(row.item) ?? '')
      return lies ? { ...row, label: labels[(truth + 1) % 4] ?? '' } : row
    })
    const found = suspects(rows)
    expect(new Set(found.map(({ person }) => person))).toEqual(clique)
    const evidence = found[0]?.evidence.find(({ kind }) => kind === 'copying')
    if (evidence?.kind !== 'copying') throw new Error('the clique has no evidence of copying')
    expect(evidence.group).toHaveLength(3)
    expect(evidence.coincidentMistakes).toBeGreaterThan(2 * evidence.expectedMistakes)
  })

  it('finds constant, random and hasty people', () => {
    let turn = 0
    const rows = honest.annotations.map((row) => {
      if (row.person === 'person 5') return { ...row, label: 'a' }
      return row.person === 'person 6' ? { ...row, label: labels[turn++ % 4] ?? '' } : row
    })
    const times = accuracies.map((_, n) => [`person ${n}`, Array(30).fill(n === 7 ? 300 : 9000)] as const)
    const found = suspects(rows, { durationsMs: new Map(times) })
    const kinds = new Map(found.map(({ person, evidence }) => [person, evidence.map(({ kind }) => kind)]))
    expect(kinds.get('person 5')).toContain('constant answers')
    expect(kinds.get('person 6')).toEqual(['random answers'])
    expect(kinds.get('person 7')).toEqual(['too fast'])
    expect(kinds.size).toBe(3)
  })
})

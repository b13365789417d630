import { expect, test } from 'vitest'
import { suits } from '../../../core/projects/suits.ts'

const NOBODY = { languages: [], content: [], skills: [] }
const PLAIN = { languages: ['en'], content: [], skills: [] }

test('whoever chose no language may be given any', () => {
  expect(suits(NOBODY, PLAIN)).toBe(true)
  expect(suits({ ...NOBODY, languages: ['es'] }, PLAIN)).toBe(false)
  expect(suits({ ...NOBODY, languages: ['es', 'en'] }, PLAIN)).toBe(true)
})

test('one language of a project is enough, and regions do not matter', () => {
  const project = { ...PLAIN, languages: ['pt-BR', 'en'] }
  expect(suits({ ...NOBODY, languages: ['pt'] }, project)).toBe(true)
  expect(suits({ ...NOBODY, languages: ['PT-pt'] }, project)).toBe(true)
  expect(suits({ ...NOBODY, languages: ['p'] }, project)).toBe(false)
})

test('all skills are needed, and all content must be taken', () => {
  const project = { ...PLAIN, skills: ['medical', 'law'], content: ['violence'] }
  const able = { languages: [], content: ['violence'], skills: ['law', 'medical'] }
  expect(suits(able, project)).toBe(true)
  expect(suits({ ...able, skills: ['law'] }, project)).toBe(false)
  expect(suits({ ...able, content: [] }, project)).toBe(false)
  expect(suits(NOBODY, project)).toBe(false)
})

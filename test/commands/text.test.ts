import fc from 'fast-check'
import { expect, test } from 'vitest'
import { inline, plainText } from '../../commands/text.ts'
import { translator } from '../../locales/translate.ts'

test('our own markup becomes runs of text', () => {
  expect(inline('Paid **1.5 LABEL** for `task`, _really_')).toEqual([
    { text: 'Paid ' },
    { text: '1.5 LABEL', style: 'bold' },
    { text: ' for ' },
    { text: 'task', style: 'code' },
    { text: ', ' },
    { text: 'really', style: 'italic' },
  ])
})

test('values from people are never styled, whatever they hold', () => {
  const t = translator('en')
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (value) => {
      const runs = inline(t.error('project.unknown', { project: value }))
      expect(runs.every((run) => run.style === undefined)).toBe(true)
      expect(plainText(t.error('project.unknown', { project: value }))).toBe(
        `There is no project "${value}".`,
      )
    }),
  )
})

test('a value inside styled words keeps the style and its own characters', () => {
  const runs = inline(translator('en')('project.paused', { project: 'a*b_c`d\\e' }))
  expect(runs[1]).toEqual({ text: 'a*b_c`d\\e', style: 'bold' })
})

import { expect, test } from 'vitest'
import { argumentDescription, commandDescription } from '../commands/command-description.ts'
import { commands } from '../commands/registry.ts'
import { en, enErrors } from '../locales/en.ts'
import { es, esErrors } from '../locales/es.ts'
import { locales, matchLocale, translator } from '../locales/translate.ts'

type Catalog = Readonly<Record<string, string | Readonly<Record<string, string>>>>
const english: Catalog = { ...en, ...enErrors }
const others: Record<string, Catalog> = { es: { ...es, ...esErrors } }

const placeholders = (text: string) => [...text.matchAll(/{{(\w+)}}/g)].map(([, name]) => name).sort()
const formsOf = (message: Catalog[string] | undefined) =>
  typeof message === 'string' ? [message] : Object.values(message ?? {})

test('every language we list is tested here', () => {
  expect([...locales.keys()].sort()).toEqual(['en', ...Object.keys(others)].sort())
})

for (const [locale, catalog] of Object.entries(others)) {
  test(`${locale} words exactly the keys of English`, () => {
    expect(Object.keys(catalog).sort()).toEqual(Object.keys(english).sort())
  })

  test(`every text of ${locale} has the placeholders of its English text`, () => {
    for (const [key, message] of Object.entries(english)) {
      const wanted = placeholders(formsOf(message)[0] ?? '')
      for (const form of formsOf(catalog[key])) expect(placeholders(form), `${locale} ${key}`).toEqual(wanted)
    }
  })

  test(`${locale} has every plural category that the language has`, () => {
    const wanted = new Intl.PluralRules(locale).resolvedOptions().pluralCategories.toSorted()
    for (const [key, message] of Object.entries(catalog)) {
      if (typeof message !== 'string') expect(Object.keys(message).sort(), key).toEqual(wanted)
    }
  })
}

test('every listed command and its arguments are described', () => {
  const t = translator('en')
  const listed = [...commands.values()].filter((command) => command.listed)
  expect(listed.length).toBeGreaterThan(5)
  for (const command of listed) {
    expect(commandDescription(t, command.name).length).toBeGreaterThan(0)
    for (const argument of command.args)
      expect(argumentDescription(t, argument.name).length).toBeGreaterThan(0)
  }
})

test('what a platform reports is matched to a language of ours', () => {
  expect(['es-419', 'ES', 'es_MX'].map(matchLocale)).toEqual(['es', 'es', 'es'])
  expect(['en-GB', 'pt-BR', '', undefined].map(matchLocale)).toEqual(['en', 'en', 'en', 'en'])
})

test('plurals follow the rules of the language', () => {
  expect(translator('en')('task.minutes', { count: 1 })).toContain('1 minute ')
  expect(translator('es')('task.minutes', { count: 1_000_000 })).toContain('de minutos')
})

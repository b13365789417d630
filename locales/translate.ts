import i18next from 'i18next'
import { en, enErrors } from './en.ts'
import { es, esErrors } from './es.ts'
import type { ErrorMessages, MessageKey, Messages, Translate } from './messages.ts'

const catalogs: Record<string, { messages: Messages<never>; errors: ErrorMessages; name: string }> = {
  en: { messages: en, errors: enErrors, name: 'English' },
  es: { messages: es, errors: esErrors, name: 'Español' },
}

/** Language tags we speak, with the name each language gives itself. */
export const locales: ReadonlyMap<string, string> = new Map(
  Object.entries(catalogs).map(([tag, { name }]) => [tag, name]),
)
const fallback = 'en'

const i18n = i18next.createInstance()
await i18n.init({
  lng: fallback,
  fallbackLng: fallback,
  keySeparator: false,
  nsSeparator: false,
  resources: Object.fromEntries(
    Object.entries(catalogs).map(([tag, catalog]) => [tag, { translation: resourceOf(catalog) }]),
  ),
  interpolation: { escapeValue: true, escape: escapeMarkup },
})

const translators = new Map([...locales.keys()].map((tag) => [tag, translatorFor(tag)]))

/** The translator of a language tag; English for one we do not speak. */
export function translator(locale: string): Translate {
  return translators.get(locale) ?? (translators.get(fallback) as Translate)
}

/** The locale of ours that fits what a platform reports (`es-419` -> `es`), or English. */
export function matchLocale(reported: string | undefined): string {
  const language = reported?.toLowerCase().split(/[-_]/)[0] ?? ''
  return locales.has(language) ? language : fallback
}

function translatorFor(locale: string): Translate {
  const fixed = i18n.getFixedT(locale)
  const word = (key: string, params: object = {}) => fixed(key, params as Record<string, unknown>)
  const translate = (key: MessageKey, params?: object) => word(key, params)
  const error = (code: string, params: object) => word(`error.${code}`, params)
  const find = (key: string) => (key in en ? word(key) : null)
  return Object.assign(translate, { error, find, locale }) as Translate
}

/** i18next wants plurals as `key_one`, `key_other`. */
function resourceOf({ messages, errors }: { messages: object; errors: ErrorMessages }) {
  const entries = Object.entries(messages as Record<string, string | Record<string, string>>)
  const worded = entries.flatMap(([key, text]) =>
    typeof text === 'string'
      ? [[key, text]]
      : Object.entries(text).map(([category, form]) => [`${key}_${category}`, form]),
  )
  return Object.fromEntries([
    ...worded,
    ...Object.entries(errors).map(([code, text]) => [`error.${code}`, text]),
  ])
}

/** Values are data: nothing in them may style or break our text. */
function escapeMarkup(value: string): string {
  return value.replace(/[\\*_`]/g, '\\$&')
}

import { ExpectedError } from '../../core/errors.ts'
import { setLocale } from '../../core/people/set-locale.ts'
import { locales, translator } from '../../locales/translate.ts'
import type { TapCommand } from '../command.ts'
import { heading, paragraph } from '../text.ts'

/** Changes the language Tagora speaks with a person. */
export const language: TapCommand = {
  name: 'language',
  mode: 'tap',
  args: [{ name: 'locale', kind: 'choice', required: false, choices: [...locales.keys()] }],
  needsConsent: false,
  listed: true,
  run: async ({ trx, account, args, t }) => {
    const locale = args.locale?.toLowerCase()
    if (!locale) {
      const buttons = [...locales].map(([tag, name]) => ({
        label: name,
        command: 'language',
        args: { locale: tag },
      }))
      return { blocks: [heading(t('language.ask'))], buttons: [buttons], ephemeral: true }
    }
    if (!locales.has(locale)) {
      throw new ExpectedError('locale.unknown', { locale, available: [...locales.keys()].join(', ') })
    }
    await setLocale(trx, account.id, locale)
    return { blocks: [paragraph(translator(locale)('language.set'))], buttons: [], ephemeral: true }
  },
}

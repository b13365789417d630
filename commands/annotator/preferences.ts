import { type Preference, readPreferences } from '../../core/projects/preferences/read-preferences.ts'
import { setPreference } from '../../core/projects/preferences/set-preference.ts'
import type { TapCommand } from '../command.ts'
import { preferencesScreen } from '../preferences-screen.ts'

/** Shows and changes what a person is given: in which languages, and with what content. */
export const preferences: TapCommand = {
  name: 'preferences',
  mode: 'tap',
  args: [
    { name: 'language', kind: 'text', required: false },
    { name: 'content', kind: 'text', required: false },
    { name: 'choice', kind: 'choice', required: false, choices: ['yes', 'no'] },
  ],
  needsConsent: true,
  listed: true,
  run: async ({ trx, clock, account, args, t }) => {
    const wanted = wantedOf(args)
    const chosen = wanted
      ? await setPreference(trx, clock, account, wanted)
      : await readPreferences(trx, account)
    return preferencesScreen(t, chosen)
  },
}

function wantedOf(args: Readonly<Record<string, string>>): Preference | null {
  const chosen = args.choice !== 'no'
  if (args.language) return { kind: 'language', value: args.language, chosen }
  return args.content ? { kind: 'content', value: args.content, chosen } : null
}

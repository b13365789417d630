import type { Preference, Preferences } from '../core/projects/preferences/read-preferences.ts'
import type { Translate } from '../locales/messages.ts'
import type { ButtonDraft, ScreenDraft } from './screen.ts'
import { heading, paragraph } from './text.ts'

/** Buttons that fit into a message of any platform: two rows of each kind. */
const A_ROW = 5
const ROWS = 2

/** What a person is given, with a button to choose each language and kind of content, or no longer. */
export function preferencesScreen(t: Translate, { languages, content, skills }: Preferences): ScreenDraft {
  const named = (preference: Preference) => nameOf(t, preference)
  const chosen = (all: readonly Preference[]) =>
    all
      .filter((one) => one.chosen)
      .map(named)
      .join(', ')
  const lines = [
    t('preferences.languages', { languages: chosen(languages) || t('preferences.anyLanguage') }),
    t('preferences.content', { content: chosen(content) || t('preferences.nothing') }),
    t('preferences.skills', { skills: skills.join(', ') || t('preferences.nothing') }),
  ]
  return {
    blocks: [heading(t('preferences.title')), ...lines.map(paragraph)],
    buttons: [...buttonRows(languages, named), ...buttonRows(content, named)],
    ephemeral: true,
  }
}

function buttonRows(choices: readonly Preference[], named: (one: Preference) => string): ButtonDraft[][] {
  const buttons = choices.slice(0, A_ROW * ROWS).map((one) => ({
    label: `${one.chosen ? '☑' : '☐'} ${named(one)}`,
    command: 'preferences',
    args: { [one.kind]: one.value, choice: one.chosen ? 'no' : 'yes' },
  }))
  return Array.from({ length: Math.ceil(buttons.length / A_ROW) }, (_, row) =>
    buttons.slice(row * A_ROW, (row + 1) * A_ROW),
  )
}

/** A language as the person's own language calls it; content as its project does. */
function nameOf(t: Translate, { kind, value }: Preference): string {
  if (kind === 'content') return value
  return new Intl.DisplayNames(t.locale, { type: 'language' }).of(value) ?? value
}

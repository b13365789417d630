import type { Account } from '../../people/account.ts'
import type { Trx } from '../../store/database.ts'
import type { SettingKind } from '../../store/person-settings.ts'
import { NO_SETTINGS, settingsOfPeople } from '../../store/person-settings.ts'
import { activeProjects } from '../active-projects.ts'

/** What a person may choose, and whether they did. */
export interface Preference {
  readonly kind: Exclude<SettingKind, 'skill'>
  readonly value: string
  readonly chosen: boolean
}

/** What a person chose to be given, and the skills they were given. */
export interface Preferences {
  /** Languages of projects at work and those chosen, in order of their tags. */
  readonly languages: readonly Preference[]
  /** Content of projects at work that not everybody wants to see, and what was chosen. */
  readonly content: readonly Preference[]
  readonly skills: readonly string[]
}

/** What there is to choose from, and what a person chose. */
export async function readPreferences(trx: Trx, { personId }: Account): Promise<Preferences> {
  const projects = await activeProjects(trx)
  const settings = (await settingsOfPeople(trx, [personId])).get(personId) ?? NO_SETTINGS
  const choices = (kind: Preference['kind'], offered: readonly string[], chosen: readonly string[]) =>
    [...new Set([...offered, ...chosen])]
      .sort()
      .map((value) => ({ kind, value, chosen: chosen.includes(value) }))
  const offered = (field: 'languages' | 'content') =>
    projects.flatMap(({ definition }) => [...definition[field]])
  return {
    languages: choices('language', offered('languages'), settings.languages),
    content: choices('content', offered('content'), settings.content),
    skills: settings.skills,
  }
}

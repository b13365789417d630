import { sql } from 'kysely'
import type { Instant } from '../clock.ts'
import type { AccountId, PersonId } from '../ids.ts'
import type { Trx } from './database.ts'
import { isOneOf } from './is-one-of.ts'

export type SettingKind = 'language' | 'content' | 'skill'

/** What decides which projects a person may be given items of, beside what they have done. */
export interface PersonSettings {
  /** Language tags the person chose to label in; none: any language. */
  readonly languages: readonly string[]
  /** Kinds of content, which not everybody wants to see, that the person takes. */
  readonly content: readonly string[]
  /** Skills that moderators gave the person. */
  readonly skills: readonly string[]
}

/** One setting of a person. */
export interface Setting {
  readonly kind: SettingKind
  readonly value: string
}

/** What is known of somebody who chose nothing and was given nothing. */
export const NO_SETTINGS: PersonSettings = { languages: [], content: [], skills: [] }

/** The settings of a person as one text, for a query that reads more than these: "kind:value kind:value". */
export const settingsText = (locks: boolean) => {
  const one = sql<string>`kind || ':' || value`
  return locks ? sql<string | null>`string_agg(${one}, ' ')` : sql<string | null>`group_concat(${one}, ' ')`
}

/** What `settingsText` says. */
export function settingsOfText(text: string | null): PersonSettings {
  const settings = (text ?? '').split(' ').flatMap((one): Setting[] => {
    const at = one.indexOf(':')
    return at < 0 ? [] : [{ kind: one.slice(0, at) as SettingKind, value: one.slice(at + 1) }]
  })
  return groupSettings(settings)
}

/** The settings of some people; of nobody who has none. */
export async function settingsOfPeople(
  trx: Trx,
  people: readonly PersonId[],
): Promise<Map<PersonId, PersonSettings>> {
  const rows = await trx
    .selectFrom('person_settings')
    .select(['person_id', 'kind', 'value'])
    .where(isOneOf(trx, 'person_id', people))
    .orderBy('kind')
    .orderBy('value')
    .execute()
  const byPerson = Map.groupBy(rows, (row) => row.person_id)
  return new Map([...byPerson].map(([person, settings]) => [person, groupSettings(settings)]))
}

function groupSettings(settings: readonly Setting[]): PersonSettings {
  const of = (kind: SettingKind) => settings.filter((one) => one.kind === kind).map((one) => one.value)
  return { languages: of('language'), content: of('content'), skills: of('skill') }
}

/** Stores a setting of a person, as whoever set it first did. False when they have it already. */
export async function insertSetting(
  trx: Trx,
  personId: PersonId,
  { kind, value }: Setting,
  { setBy, at }: { setBy: AccountId; at: Instant },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('person_settings')
    .values({ person_id: personId, kind, value, set_by: setBy, set_at: at })
    .onConflict((conflict) => conflict.columns(['person_id', 'kind', 'value']).doNothing())
    .executeTakeFirstOrThrow()
  return numInsertedOrUpdatedRows === 1n
}

/** Takes a setting from a person. False when they do not have it. */
export async function deleteSetting(
  trx: Trx,
  personId: PersonId,
  { kind, value }: Setting,
): Promise<boolean> {
  const { numDeletedRows } = await trx
    .deleteFrom('person_settings')
    .where('person_id', '=', personId)
    .where('kind', '=', kind)
    .where('value', '=', value)
    .executeTakeFirstOrThrow()
  return numDeletedRows === 1n
}

/** Two people have become one, who has the settings of both. */
export async function mergeSettings(trx: Trx, from: PersonId, into: PersonId): Promise<void> {
  await trx
    .insertInto('person_settings')
    .columns(['person_id', 'kind', 'value', 'set_by', 'set_at'])
    .expression((eb) =>
      eb
        .selectFrom('person_settings')
        .select([eb.val(into).as('person_id'), 'kind', 'value', 'set_by', 'set_at'])
        .where('person_id', '=', from),
    )
    .onConflict((conflict) => conflict.columns(['person_id', 'kind', 'value']).doNothing())
    .execute()
  await trx.deleteFrom('person_settings').where('person_id', '=', from).execute()
}

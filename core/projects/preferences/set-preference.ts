import type { Clock } from '../../clock.ts'
import { ExpectedError } from '../../errors.ts'
import type { Account } from '../../people/account.ts'
import type { Trx } from '../../store/database.ts'
import { deleteSetting, insertSetting } from '../../store/person-settings.ts'
import { type Preference, type Preferences, readPreferences } from './read-preferences.ts'

/**
 * Chooses a language or a kind of content for a person, or no longer. Choosing what is chosen changes nothing.
 * @throws ExpectedError `preference.unknown`: no project at work has it.
 */
export async function setPreference(
  trx: Trx,
  clock: Clock,
  account: Account,
  wanted: Preference,
): Promise<Preferences> {
  const { languages, content } = await readPreferences(trx, account)
  const known = [...languages, ...content].find(
    ({ kind, value }) => kind === wanted.kind && value.toLowerCase() === wanted.value.toLowerCase(),
  )
  if (!known) throw new ExpectedError('preference.unknown', { given: wanted.value.slice(0, 40) })
  const { kind, value } = known
  if (wanted.chosen) {
    const by = { setBy: account.id, at: clock.now() }
    await insertSetting(trx, account.personId, { kind, value }, by)
  } else await deleteSetting(trx, account.personId, { kind, value })
  return await readPreferences(trx, account)
}

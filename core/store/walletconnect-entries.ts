import type { Trx } from './database.ts'

/** Everything WalletConnect's SDK remembers, by its own keys. Holds keys that open sessions. */
export async function readEntries(trx: Trx): Promise<[string, string][]> {
  const rows = await trx.selectFrom('walletconnect_entries').selectAll().execute()
  return rows.map(({ key, value }) => [key, value])
}

/** Sets entries, or removes those that are null. */
export async function writeEntries(
  trx: Trx,
  entries: readonly (readonly [string, string | null])[],
): Promise<void> {
  for (const [key, value] of entries) {
    if (value === null) await trx.deleteFrom('walletconnect_entries').where('key', '=', key).execute()
    else {
      await trx
        .insertInto('walletconnect_entries')
        .values({ key, value })
        .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
        .execute()
    }
  }
}

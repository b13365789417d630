import type { Community } from './validators.ts'

/** States of the batches that have not ended. */
export async function batchStates({ tagora }: Community): Promise<string[]> {
  const rows = await tagora.app.store.transaction((trx) =>
    trx.selectFrom('batches').select('state').where('closed_at', 'is', null).execute(),
  )
  return rows.map(({ state }) => state)
}

import type { Community, Member } from './validators.ts'

/** Somebody who is asked for a vote right now, and what for. */
export interface Asked {
  readonly userId: string
  readonly item: string
  readonly stage: number
  readonly offeredAt: string
  /** Votes that the item has in this stage. */
  readonly given: number
}

/** Everybody who is asked for a vote, in the order of their draws. */
export async function asked({ tagora }: Community): Promise<Asked[]> {
  return await tagora.app.store.transaction(async (trx) => {
    const rows = await trx
      .selectFrom('draws')
      .innerJoin('items', 'items.id', 'draws.item_id')
      .innerJoin('identities', 'identities.account_id', 'draws.account_id')
      .select(['identities.platform_user_id', 'items.id', 'items.content', 'draws.stage', 'draws.offered_at'])
      .where('draws.state', '=', 'offered')
      .orderBy('draws.place')
      .execute()
    const votes = await trx
      .selectFrom('draws')
      .select(['item_id', 'stage'])
      .where('code', 'is not', null)
      .execute()
    return rows.map((row) => ({
      userId: row.platform_user_id,
      item: JSON.parse(row.content).text,
      stage: row.stage,
      offeredAt: row.offered_at ?? '',
      given: votes.filter((vote) => vote.item_id === row.id && vote.stage === row.stage).length,
    }))
  })
}

export function memberOf({ members }: Community, userId: string): Member {
  const member = members.find((one) => one.userId === userId)
  if (!member) throw new Error(`nobody has the id ${userId}`)
  return member
}

/** State of every item, by its text. */
export async function itemStates({ tagora }: Community): Promise<Record<string, string>> {
  const rows = await tagora.app.store.transaction((trx) =>
    trx.selectFrom('items').select(['content', 'state']).execute(),
  )
  return Object.fromEntries(rows.map((row) => [JSON.parse(row.content).text, row.state]))
}

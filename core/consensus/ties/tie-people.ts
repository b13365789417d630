import type { Clock } from '../../clock.ts'
import type { PersonId } from '../../ids.ts'
import { linkTies } from '../../people/cluster/link-ties.ts'
import { tellModerators } from '../../quality/notices/tell-moderators.ts'
import type { Store, Trx } from '../../store/database.ts'
import { displayNames } from '../../store/health-answers.ts'
import { takeInviteTies } from '../../store/invites.ts'
import { insertTies, moveTie, type PersonTie, tiesToTend } from '../../store/person-ties.ts'
import { takeFundingTies } from '../../store/wallet-fundings.ts'

/** So many at once, of each kind. */
const LIMIT = 200
/** Who sends tokens to more wallets, or brings more people, is no single hand behind several accounts: a shop, or
 * whoever gathers the community. */
const MOST_FUNDED = 10
const MOST_INVITED = 20
/** Pairs that a notice names. */
const NAMED = 10

/**
 * A job: finds people whose wallets were funded by one hand or who brought one another, and lets them, and whoever the
 * statistics say copies, count as one: no item is given to two of them, and no two of them are drawn for one. Nobody
 * loses anything by it; moderators are told, and can undo it for good. Returns how many pairs it linked.
 * @param trusted addresses (with checksums) whose tokens tie nobody
 */
export async function tiePeople(
  store: Store,
  clock: Clock,
  { trusted }: { readonly trusted: ReadonlySet<string> },
): Promise<number> {
  await store.transaction(async (trx) => {
    const invites = await takeInviteTies(trx, { most: MOST_INVITED, limit: LIMIT })
    const fundings = await takeFundingTies(trx, { trusted, most: MOST_FUNDED, limit: LIMIT })
    await insertTies(trx, [...invites, ...fundings], clock.now())
  })
  const linked = await linkTies(store, clock)
  await store.transaction((trx) => tell(trx, clock))
  return linked
}

/** Tells moderators of everybody who was linked and whom they were not told of. */
async function tell(trx: Trx, clock: Clock): Promise<void> {
  const ties: PersonTie[] = []
  for (const tie of await tiesToTend(trx, 'linked', LIMIT)) {
    if (await moveTie(trx, tie, { from: 'linked', to: 'told' })) ties.push(tie)
  }
  if (ties.length === 0) return
  const named = ties.slice(0, NAMED)
  const names = await displayNames(trx, [...new Set(named.flatMap(({ people }) => people))])
  const nameOf = (personId: PersonId) => names.get(personId) ?? personId
  const pairs = named.map(({ people: [one, other], kind, detail }) => ({
    one: nameOf(one),
    other: nameOf(other),
    kind,
    detail,
  }))
  const [first] = ties
  const key = `ties:${first?.kind}:${first?.people.join(':')}`
  await tellModerators(trx, clock, { kind: 'people.tied', params: { pairs, count: ties.length }, key })
}

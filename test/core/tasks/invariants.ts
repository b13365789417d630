import { expect } from 'vitest'
import { recomputeDecision } from '../../../core/consensus/recompute-decision.ts'
import { settlementTerms } from '../../../core/consensus/settlement-terms.ts'
import type { AccountId, AssignmentId } from '../../../core/ids.ts'
import type { Project } from '../../../core/projects/project.ts'
import { countedAnnotations } from '../../../core/store/annotations.ts'
import type { Trx } from '../../../core/store/database.ts'
import type { ItemRow } from '../../../core/store/schema.ts'

/** Checks everything that must always hold of a project's tasks. `joinedAt` has, for each account that
 * became part of another person, an id made right after the last time it did: ids grow with time. */
export async function expectInvariants(
  trx: Trx,
  project: Project,
  joinedAt: ReadonlyMap<AccountId, string>,
): Promise<void> {
  const items = await trx.selectFrom('items').selectAll().where('project_id', '=', project.id).execute()
  for (const item of items) {
    await expectSlotsAddUp(trx, project, item)
    await expectDecisionByTheRule(trx, project, item)
    await expectSettlementOfDecision(trx, project, item)
  }
  await expectNobodySawAnItemTwice(trx, project, joinedAt)
  await expectOneLeasePerPerson(trx)
  await expectStakeHeld(trx)
}

/** At most `wanted` live leases and counted annotations, `wanted` within the project's bounds. */
async function expectSlotsAddUp(trx: Trx, project: Project, item: ItemRow): Promise<void> {
  const { redundancy, maxRedundancy } = project.definition
  const leases = await trx
    .selectFrom('assignments')
    .select('id')
    .where('item_id', '=', item.id)
    .where('state', '=', 'leased')
    .execute()
  const counted = await trx
    .selectFrom('annotations')
    .select('id')
    .where('item_id', '=', item.id)
    .where('counted', '=', 1)
    .execute()
  expect(item.wanted).toBeGreaterThanOrEqual(redundancy)
  expect(item.wanted).toBeLessThanOrEqual(maxRedundancy)
  if (item.state === 'open') {
    expect(item.open_slots).toBe(item.wanted - leases.length - counted.length)
    expect(item.closed_at).toBeNull()
  } else {
    expect({ openSlots: item.open_slots, leases: leases.length }).toEqual({ openSlots: 0, leases: 0 })
  }
}

/** What is stored is what anyone recomputes from the annotations. */
async function expectDecisionByTheRule(trx: Trx, project: Project, item: ItemRow): Promise<void> {
  const outcome = await recomputeDecision(trx, item.id)
  const decisions = await trx.selectFrom('decisions').selectAll().where('item_id', '=', item.id).execute()
  if (item.state === 'decided') {
    const [{ label, agree, total } = { label: '', agree: 0, total: 0 }, ...more] = decisions
    expect(more).toEqual([])
    expect(outcome).toEqual({ kind: 'decided', label, agree, total })
    return
  }
  expect(decisions).toEqual([])
  if (item.state === 'expert') expect(outcome).toEqual({ kind: 'expert' })
  const answering = await trx
    .selectFrom('assignments')
    .select('id')
    .where('item_id', '=', item.id)
    .where('state', '=', 'leased')
    .executeTakeFirst()
  // While somebody is still answering, the rule is not asked yet.
  if (item.state !== 'open' || answering) return
  if (project.definition.adaptive && outcome.kind === 'decided') {
    // Belief asked for more, as far as the project allows.
    expect(item.wanted).toBeGreaterThan(outcome.total)
    return
  }
  expect(['wait', 'widen']).toContain(outcome.kind)
  if (outcome.kind === 'widen') expect(item.wanted).toBeGreaterThanOrEqual(outcome.wanted)
}

/** One settlement per decision, with exactly the counted annotations on exactly the project's terms. */
async function expectSettlementOfDecision(trx: Trx, project: Project, item: ItemRow): Promise<void> {
  const settlements = await trx
    .selectFrom('settlements')
    .innerJoin('decisions', 'decisions.id', 'settlements.decision_id')
    .select(['settlements.id', 'settlements.state', 'decisions.label'])
    .where('settlements.item_id', '=', item.id)
    .execute()
  expect(settlements.length).toBe(item.state === 'decided' ? 1 : 0)
  for (const settlement of settlements) {
    const { rewards, stake } = project.definition
    const amounts = { rewardWei: rewards.annotation, slashWei: stake.slash }
    const terms = settlementTerms(
      await countedAnnotations(trx, item.id, item.round),
      settlement.label,
      amounts,
    )
    const entries = await trx
      .selectFrom('settlement_entries')
      .select(['annotation_id', 'lock_id', 'account_id', 'reward_wei', 'slash_wei'])
      .where('settlement_id', '=', settlement.id)
      .orderBy('annotation_id')
      .execute()
    expect(entries).toEqual(
      terms.map((term) => ({
        annotation_id: term.annotation.id,
        lock_id: term.annotation.lockId,
        account_id: term.annotation.accountId,
        reward_wei: String(term.rewardWei),
        slash_wei: String(term.slashWei),
      })),
    )
  }
}

/** No account has an item twice, and no two accounts of a person, unless both had it before they became
 * one person. */
async function expectNobodySawAnItemTwice(
  trx: Trx,
  project: Project,
  joinedAt: ReadonlyMap<AccountId, string>,
): Promise<void> {
  const assignments = await trx
    .selectFrom('assignments')
    .innerJoin('accounts', 'accounts.id', 'assignments.account_id')
    .select(['assignments.id', 'assignments.item_id', 'assignments.account_id', 'accounts.person_id'])
    .where('assignments.project_id', '=', project.id)
    .orderBy('assignments.id')
    .execute()
  const seen = new Map<string, { id: AssignmentId; account: AccountId }[]>()
  for (const { id, item_id, account_id: account, person_id } of assignments) {
    const key = `${item_id} ${person_id}`
    const earlier = seen.get(key) ?? []
    for (const other of earlier) {
      const becameOne = [joinedAt.get(account) ?? '', joinedAt.get(other.account) ?? ''].sort().at(-1) ?? ''
      expect(account).not.toBe(other.account)
      expect(id < becameOne).toBe(true)
    }
    seen.set(key, [...earlier, { id, account }])
  }
}

async function expectOneLeasePerPerson(trx: Trx): Promise<void> {
  const leases = await trx
    .selectFrom('assignments')
    .innerJoin('accounts', 'accounts.id', 'assignments.account_id')
    .select(['accounts.person_id', 'accounts.merged_into'])
    .where('assignments.state', '=', 'leased')
    .execute()
  expect(new Set(leases.map((lease) => lease.person_id)).size).toBe(leases.length)
  expect(leases.every((lease) => lease.merged_into === null)).toBe(true)
}

/** Before anything settles, a wallet holds the sum of its locks, one per counted annotation. */
async function expectStakeHeld(trx: Trx): Promise<void> {
  const annotations = await trx
    .selectFrom('annotations')
    .leftJoin('stake_locks', 'stake_locks.annotation_id', 'annotations.id')
    .select(['counted', 'stake_wei', 'stake_locks.amount_wei', 'stake_locks.account_id'])
    .execute()
  const held = new Map<AccountId, bigint>()
  for (const { counted, stake_wei, amount_wei, account_id } of annotations) {
    expect(amount_wei).toBe(counted === 1 ? stake_wei : null)
    if (counted === 0) expect(stake_wei).toBe('0')
    if (account_id) held.set(account_id, (held.get(account_id) ?? 0n) + BigInt(stake_wei))
  }
  const wallets = await trx.selectFrom('wallets').select(['account_id', 'held_wei', 'stake_wei']).execute()
  for (const { account_id, held_wei, stake_wei } of wallets) {
    expect(BigInt(held_wei)).toBe((account_id && held.get(account_id)) ?? 0n)
    expect(BigInt(held_wei)).toBeLessThanOrEqual(BigInt(stake_wei))
  }
}

import { expect } from 'vitest'
import { recomputeDecision } from '../../../core/consensus/recompute-decision.ts'
import type { AccountId, AssignmentId } from '../../../core/ids.ts'
import type { Project } from '../../../core/projects/project.ts'
import type { Trx } from '../../../core/store/database.ts'
import type { ItemRow } from '../../../core/store/schema/items.ts'

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
  }
  await expectNobodySawAnItemTwice(trx, project, joinedAt)
  await expectOneLeasePerPerson(trx)
  await expectNoStakeHeld(trx)
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
    // Belief asked for more, as far as the project allows, or the item waits for a refit to say the same.
    if (item.wanted > outcome.total) return
    expect(item.wanted).toBe(outcome.total)
    expect(outcome.total).toBeLessThan(project.definition.maxRedundancy)
    const resting = trx.selectFrom('resting_items').select('item_id').where('item_id', '=', item.id)
    expect(await resting.execute()).toHaveLength(1)
    return
  }
  expect(['wait', 'widen']).toContain(outcome.kind)
  if (outcome.kind === 'widen') expect(item.wanted).toBeGreaterThanOrEqual(outcome.wanted)
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

/** Answers of a project without a ledger bind no stake. */
async function expectNoStakeHeld(trx: Trx): Promise<void> {
  const wallets = await trx.selectFrom('wallets').select('held_wei').execute()
  expect(new Set(wallets.map((wallet) => wallet.held_wei))).toEqual(new Set(['0']))
}

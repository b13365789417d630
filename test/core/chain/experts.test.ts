import { afterEach, expect, test } from 'vitest'
import { ruleItem } from '../../../core/consensus/experts/rule-item.ts'
import { tendCases } from '../../../core/consensus/experts/tend-cases.ts'
import { replaceLateValidators } from '../../../core/consensus/replace-late-validators.ts'
import type { Account } from '../../../core/people/account.ts'
import { insertRoleOfPerson } from '../../../core/store/roles.ts'
import { findWallet } from '../../../core/store/wallets.ts'
import { expireLeases } from '../../../core/tasks/expire-leases.ts'
import { TOKEN } from '../../support/community.ts'
import { beginPeers, type Peers, voteAll } from './peers.ts'
import { answer, openWorld, STAKE, type World } from './world.ts'

const HOUR_MS = 3_600_000
/** What an annotator of a first item has when it is over. */
const PAID = { held: 0n, earned: (53n * TOKEN) / 1_000n, slashed: 0n }

let world: World
let peers: Peers

afterEach(() => world.close())

const person = (index: number) => peers.people[index] as Account
const itemRow = () =>
  world.store.transaction((trx) => trx.selectFrom('items').selectAll().executeTakeFirstOrThrow())
const batchStates = async () =>
  (await world.store.transaction((trx) => trx.selectFrom('batches').select('state').execute())).map(
    (batch) => batch.state,
  )
const walletOf = async (index: number) => {
  const wallet = await world.store.transaction((trx) => findWallet(trx, person(index).id))
  return { held: wallet?.heldWei, earned: wallet?.earnedWei, slashed: wallet?.slashedWei }
}

async function makeExpert(index: number): Promise<void> {
  const { personId } = person(index)
  const grant = { personId, role: 'expert', grantedAt: world.clock.now() } as const
  await world.store.transaction((trx) => insertRoleOfPerson(trx, grant))
}

/** Person 0 answers "yes", one validator agrees and two do not: for a strict project that decides nothing. */
async function split(): Promise<void> {
  peers = await beginPeers(world, { items: 1, count: 4, threshold: { numerator: 9, denominator: 10 } })
  await answer(world, peers.project, person(0), 'yes')
  await world.settle()
  let asked = 0
  await voteAll(world, peers, () => (asked++ === 0 ? 'yes' : 'no'))
  await world.settle()
  expect(await batchStates()).toEqual(['experts'])
}

/** People who came after the batch was locked, so that they were not drawn for it. */
async function bringExperts(names: readonly string[]): Promise<void> {
  const people = [...peers.people]
  for (const name of names) people.push(await world.newcomer(name))
  peers = { ...peers, people }
  await world.settle()
  for (let index = people.length - names.length; index < people.length; index++) await makeExpert(index)
}

/** The number of somebody who voted. */
async function someVoter(): Promise<number> {
  const draw = await world.store.transaction((trx) =>
    trx.selectFrom('draws').select('person_id').where('code', 'is not', null).executeTakeFirstOrThrow(),
  )
  return peers.people.findIndex((one) => one.personId === draw.person_id)
}

async function rule(index: number, label: string | null): Promise<void> {
  const { id: itemId } = await itemRow()
  await world.store.transaction((trx) =>
    ruleItem(trx, world.clock, person(index), { itemId, label, reason: 'It is evident' }),
  )
}

test('what experts rule in chat is signed to the court, pays everybody by it, and decides the item', async () => {
  world = await openWorld()
  await split()
  await bringExperts(['eve', 'fay', 'gus'])
  await rule(4, 'no')
  await world.settle()
  expect(await batchStates()).toEqual(['experts'])
  await rule(5, 'no')
  await world.settle()
  expect(await batchStates()).toEqual(['closed'])
  expect(await itemRow()).toMatchObject({ state: 'decided' })
  expect(await walletOf(0)).toMatchObject({ held: 0n, slashed: TOKEN / 5n })
  const votes = await world.store.transaction((trx) =>
    trx
      .selectFrom('annotations')
      .innerJoin('payments', 'payments.annotation_id', 'annotations.id')
      .select(['annotations.label', 'payments.reward_wei', 'payments.slash_wei'])
      .where('annotations.role', '=', 'validator')
      .execute(),
  )
  // One of the seats that were drawn may be the annotator's.
  const outcomes = new Set(
    votes.map((one) => `${one.label} ${one.reward_wei !== '0'} ${one.slash_wei !== '0'}`),
  )
  expect(outcomes).toEqual(new Set(['no true false', 'yes false true']))
  await tendCases(world.store, world.clock)
})

test('an expert who was drawn for the item cannot rule on it, and the others decide alone', async () => {
  world = await openWorld()
  await split()
  const voter = await someVoter()
  await makeExpert(voter)
  await bringExperts(['eve', 'fay'])
  await expect(rule(voter, 'yes')).rejects.toMatchObject({ code: 'expert.tookPart' })
  await rule(4, 'yes')
  await rule(5, 'yes')
  await world.settle()
  expect(await batchStates()).toEqual(['closed'])
  expect(await itemRow()).toMatchObject({ state: 'decided' })
  expect(await walletOf(0)).toEqual(PAID)
})

test('experts who are silent on the ledger leave the item unclear: stakes come back, and everybody is paid', async () => {
  world = await openWorld()
  await split()
  await bringExperts(['eve'])
  await tendCases(world.store, world.clock)
  await world.wait(73 * HOUR_MS)
  await world.settle()
  expect(await batchStates()).toEqual(['closed'])
  await tendCases(world.store, world.clock)
  expect(await itemRow()).toMatchObject({ state: 'undecided' })
  expect(await walletOf(0)).toEqual(PAID)
})

test('a community of four in which everybody but the annotator sleeps never hangs', async () => {
  world = await openWorld()
  const validation = { draws: 3, minVotes: 3, panelDraws: 3, panelMinVotes: 3, vestHours: 24 }
  peers = await beginPeers(world, { items: 1, count: 4, validation })
  await answer(world, peers.project, person(0), 'yes')
  await world.settle()
  for (let day = 0; day < 12; day++) {
    await world.wait(24 * HOUR_MS)
    await replaceLateValidators(world.store, world.clock)
    await expireLeases(world.store, world.clock)
    await world.settle()
    await tendCases(world.store, world.clock)
  }
  expect(await itemRow()).toMatchObject({ state: 'undecided' })
  expect(await batchStates()).toEqual(['closed'])
  expect(await walletOf(0)).toEqual(PAID)
})

test('two people and their annotator hand an item to the experts when nobody joins them, with the stake back', async () => {
  world = await openWorld()
  const validation = { draws: 3, minVotes: 3, panelDraws: 3, panelMinVotes: 3, gatherHours: 24 }
  peers = await beginPeers(world, { items: 1, count: 2, validation })
  await answer(world, peers.project, person(0), 'yes')
  await world.settle()
  expect((await walletOf(0)).held).toBe(TOKEN)
  await world.wait(25 * HOUR_MS)
  await world.settle()
  expect((await itemRow()).state).toBe('expert')
  expect(await walletOf(0)).toEqual({ held: 0n, earned: 0n, slashed: 0n })
  expect(await batchStates()).toEqual([])
  const { stakeWei } = (await world.store.transaction((trx) => findWallet(trx, person(0).id))) ?? {}
  expect(stakeWei).toBe(STAKE)
})

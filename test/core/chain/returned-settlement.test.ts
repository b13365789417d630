import { afterEach, beforeEach, expect, test } from 'vitest'
import { buildBatches } from '../../../core/chain/build-batches.ts'
import type { Account } from '../../../core/people/account.ts'
import type { Project } from '../../../core/projects/project.ts'
import { findWallet } from '../../../core/store/wallets.ts'
import { addItems, startProject } from '../../support/community.ts'
import { answer, openWorld, type World } from './world.ts'

let world: World
let project: Project
const people: Account[] = []

beforeEach(async () => {
  world = await openWorld()
  project = await world.store.transaction((trx) => startProject(trx, world.clock))
  await addItems(world.store, project, 1)
  for (const name of ['ana', 'ben', 'cleo']) people.push(await world.newcomer(name))
  await world.settle()
})
afterEach(() => world.close())

/** What a reorganisation can do when a foreign transaction takes the nonce of the locks. */
const sendLocksLast = () =>
  world.store.transaction((trx) =>
    trx.updateTable('chain_transactions').set({ sequence: 1_000 }).where('kind', '=', 'lock').execute(),
  )

test('a settlement that came before its locks joins another batch and is paid', async () => {
  for (const account of people) await answer(world, project, account, 'yes')
  expect(await buildBatches(world.store, world.clock)).toBe(2)
  await sendLocksLast()
  await world.settle()

  const settlements = await world.store.transaction((trx) =>
    trx.selectFrom('settlements').select('state').execute(),
  )
  expect(settlements).toEqual([{ state: 'settled' }])
  for (const { id } of people) {
    const wallet = await world.store.transaction((trx) => findWallet(trx, id))
    expect(wallet).toMatchObject({ heldWei: 0n, earnedWei: project.definition.rewards.annotation })
  }
})

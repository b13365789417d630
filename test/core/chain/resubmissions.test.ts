import { afterEach, beforeEach, expect, test } from 'vitest'
import { readMoney } from '../../../core/chain/read-money.ts'
import type { Account } from '../../../core/people/account.ts'
import { transactionTotals } from '../../../core/store/chain-transactions.ts'
import { findWallet } from '../../../core/store/wallets.ts'
import { resubmitItem } from '../../../core/tasks/resubmit-item.ts'
import { submitAnnotation } from '../../../core/tasks/submit-annotation.ts'
import { TOKEN } from '../../support/community.ts'
import { beginPeers, type Peers, voteAll } from './peers.ts'
import { answer, openWorld, type World } from './world.ts'

let world: World
let peers: Peers

beforeEach(async () => {
  world = await openWorld()
  peers = await beginPeers(world, {
    items: 1,
    count: 9,
    labels: ['perhaps', 'both'],
    resubmit: { tries: 1 },
    // Nobody's vote is enough for a label of its own.
    validation: { draws: 3, minVotes: 3, panelDraws: 5, panelMinVotes: 3, vestHours: 24 },
  })
})
afterEach(() => world.close())

const ada = () => peers.people[0] as Account

test('an answer that is fixed and submitted again is locked, voted on and paid by itself; the first one stays', {
  timeout: 120_000,
}, async () => {
  const itemId = await answer(world, peers.project, ada(), 'yes')
  await world.settle()
  const others = ['no', 'perhaps', 'both']
  await voteAll(world, peers, () => others.shift() ?? 'no')
  await world.settle()
  const task = await world.store.transaction((trx) => resubmitItem(trx, world.clock, ada(), itemId))
  await world.store.transaction((trx) =>
    submitAnnotation(trx, world.clock, ada(), {
      assignmentId: task.assignmentId,
      label: 'no',
      platform: 'web',
    }),
  )
  await world.settle()
  // Where somebody of the first round is drawn again, and so not asked, the panel decides.
  for (const _ of ['first', 'panel']) {
    await voteAll(world, peers, () => 'no')
    await world.settle()
  }
  const paid = await world.store.transaction((trx) =>
    trx
      .selectFrom('annotations')
      .innerJoin('payments', 'payments.annotation_id', 'annotations.id')
      .innerJoin('batch_items', 'batch_items.annotation_id', 'annotations.id')
      .select(['annotations.round', 'annotations.label', 'batch_items.outcome', 'payments.slash_wei'])
      .orderBy('annotations.round')
      .execute(),
  )
  expect(paid).toEqual([
    { round: 1, label: 'yes', outcome: 'rejected', slash_wei: String(TOKEN / 5n) },
    { round: 2, label: 'no', outcome: 'accepted', slash_wei: '0' },
  ])
  const decisions = await world.store.transaction((trx) =>
    trx.selectFrom('decisions').select(['round', 'label']).execute(),
  )
  expect(decisions).toEqual([{ round: 2, label: 'no' }])
  const wallet = await world.store.transaction((trx) => findWallet(trx, ada().id))
  expect(wallet).toMatchObject({ heldWei: 0n, slashedWei: TOKEN / 5n })
  expect(wallet?.earnedWei).toBeGreaterThan(0n)
  const money = await readMoney(world.client.url, world.contracts)
  expect(money.owedWei).toBe(money.tokenBalanceWei)
  const totals = await world.store.transaction((trx) => transactionTotals(trx))
  expect(totals).toMatchObject({ open: 0, failed: 0 })
})

import { afterEach, beforeEach, expect, test } from 'vitest'
import { readMoney } from '../../../core/chain/read-money.ts'
import { beginPeers, type Peers, voteAll } from './peers.ts'
import { answer, openWorld, type World } from './world.ts'

let world: World
let peers: Peers

const DRAW_COLUMNS = ['id', 'item_id', 'stage', 'place', 'seat', 'state', 'code'] as const

beforeEach(async () => {
  world = await openWorld()
})

afterEach(async () => {
  await world.close()
})

const draws = () =>
  world.store.transaction((trx) =>
    trx.selectFrom('draws').select(DRAW_COLUMNS).orderBy('item_id').orderBy('place').execute(),
  )
const batch = () =>
  world.store.transaction((trx) => trx.selectFrom('batches').selectAll().executeTakeFirstOrThrow())
const receipts = () =>
  world.store.transaction((trx) => trx.selectFrom('receipts').selectAll().orderBy('draw_id').execute())

/** Items of one person, locked and drawn. */
async function annotate(count: number): Promise<void> {
  const [account] = peers.people
  if (!account) throw new Error('nobody')
  for (let index = 0; index < count; index++) await answer(world, peers.project, account, 'yes')
  await world.settle()
}

/** Replaces every block from that of the seed on; what was in them is gone, the lock stays. */
async function loseSeed(): Promise<void> {
  const head = await world.client.provider.getBlockNumber()
  await world.rpc('anvil_reorg', head - Number((await batch()).seed_block) + 1, [])
  await world.rpc('anvil_mine', '0x1')
}

/** The ledger took the votes of the draw that stands in our books, and paid. */
async function expectSettledBy(event: 'BatchProposed' | 'PanelProposed'): Promise<void> {
  const { number, seed, panel_seed, paid_by } = await batch()
  expect(['BatchSettled', 'PanelResolved']).toContain(paid_by)
  const ledger = world.ledger()
  const proposed = (await ledger.queryFilter(ledger.getEvent(event)(number))).at(-1)
  expect(Object(proposed).args.seed).toBe(event === 'BatchProposed' ? seed : panel_seed)
  const { fundedWei, paidWei, remainingWei, reservedWei, owedWei, tokenBalanceWei } = await readMoney(
    world.client.url,
    world.contracts,
  )
  expect(fundedWei).toBe(paidWei + remainingWei + reservedWei)
  expect(owedWei).toBe(tokenBalanceWei)
}

test('a reorganisation that replaces only the seed draws again, and the batch settles', async () => {
  peers = await beginPeers(world, { items: 5, count: 8 })
  await annotate(5)
  const before = await draws()
  const { seed } = await batch()
  await loseSeed()
  await world.settle()
  const after = await batch()
  expect(after.state).toBe('drawn')
  expect(after.seed).not.toBe(seed)
  const seats = (all: typeof before) => all.map((draw) => `${draw.item_id} ${draw.place} ${draw.seat}`)
  expect(seats(await draws())).not.toEqual(seats(before))
  await voteAll(world, peers, () => 'yes')
  await world.settle()
  expect(await batch()).toMatchObject({ state: 'closed', paid_by: 'BatchSettled' })
  await expectSettledBy('BatchProposed')
})

test('who is drawn again keeps what they said, with its receipt, when the proposal was lost with the seed', async () => {
  peers = await beginPeers(world, { items: 5, count: 8 })
  await annotate(5)
  await voteAll(world, peers, () => 'yes')
  // The operators confirm the votes and propose them.
  await world.tick()
  const { seed } = await batch()
  const before = new Map((await draws()).map((draw) => [draw.id, draw]))
  const said = new Map((await receipts()).map((receipt) => [receipt.draw_id, receipt]))
  await loseSeed()
  for (let ticks = 0; (await batch()).seed === seed && ticks < 20; ticks++) await world.step()
  const kept = (await draws()).filter((draw) => before.has(draw.id))
  expect(kept.length).toBeGreaterThan(0)
  expect(kept.length).toBeLessThan(before.size)
  for (const { id, seat, code } of kept) {
    expect({ seat, code }).toEqual({ seat: before.get(id)?.seat, code: before.get(id)?.code })
  }
  const left = await receipts()
  expect(left).toEqual(left.map(({ draw_id }) => said.get(draw_id)))
  expect(left).toHaveLength(kept.filter((draw) => draw.code !== null).length)
  await voteAll(world, peers, () => 'yes')
  await world.settle()
  expect((await batch()).seed).not.toBe(seed)
  await expectSettledBy('BatchProposed')
})

test('a panel is drawn again too', async () => {
  const threshold = { numerator: 9, denominator: 10 }
  peers = await beginPeers(world, { items: 1, count: 10, threshold })
  await annotate(1)
  let asked = 0
  await voteAll(world, peers, () => (asked++ === 0 ? 'yes' : 'no'))
  for (let ticks = 0; (await batch()).state !== 'panelDrawn' && ticks < 40; ticks++) {
    await world.wait(2_000)
    await world.step()
  }
  const { panel_seed, seed } = await batch()
  await loseSeed()
  for (let ticks = 0; (await batch()).panel_seed === panel_seed && ticks < 20; ticks++) await world.step()
  expect(await batch()).toMatchObject({ state: 'panelDrawn', seed })
  await voteAll(world, peers, () => 'yes')
  await world.settle()
  expect((await batch()).paid_by).toBe('PanelResolved')
  await expectSettledBy('PanelProposed')
})

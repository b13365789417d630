import { Contract, type Wallet } from 'ethers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { labelTokenAbi } from '../../../core/chain/abi/label-token.ts'
import { readFundings } from '../../../core/chain/read-fundings.ts'
import { TOKEN, visit } from '../../support/community.ts'
import { link, newKey } from '../wallet/proofs.ts'
import { OPERATOR, openWorld, type World } from './world.ts'

let world: World

beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

const send = async (from: Wallet, to: Wallet, amount: bigint) => {
  await world.rpc('anvil_setBalance', from.address, '0x3635c9adc5dea00000')
  const token = new Contract(world.contracts.token, labelTokenAbi, from.connect(world.client.provider))
  const sent = await token.getFunction('transfer').send(to.address, amount)
  await world.rpc('anvil_mine', '0x1')
  await sent.wait()
}
const linked = async (name: string) => {
  const key = newKey()
  const account = await world.store.transaction((trx) => visit(trx, world.clock, name))
  await link(world.store, world.clock, account, key)
  return key
}
const fundings = () =>
  world.store.transaction((trx) =>
    trx.selectFrom('wallet_fundings').select(['address', 'funder']).orderBy('address').execute(),
  )
const read = (blocksPerRange = 2_000) =>
  readFundings({ store: world.store, client: world.client, everyBlocks: 1, blocksPerRange })

test('from whom linked wallets got tokens is read once, from before they were linked on', async () => {
  const funder = newKey()
  await send(OPERATOR, funder, 10n * TOKEN)
  const early = newKey()
  await send(funder, early, TOKEN)
  const account = await world.store.transaction((trx) => visit(trx, world.clock, 'early'))
  await link(world.store, world.clock, account, early)
  const late = await linked('late')
  await send(funder, late, TOKEN)
  await send(late, late, TOKEN / 2n)
  expect(await read()).toBe(1)
  const both = [early, late].map(({ address }) => ({ address, funder: funder.address }))
  expect(await fundings()).toEqual(both.sort((a, b) => (a.address < b.address ? -1 : 1)))
  expect(await read()).toBe(0)

  await send(late, early, TOKEN / 4n)
  expect(await read()).toBe(1)
  expect(await fundings()).toContainEqual({ address: early.address, funder: late.address })
})

test('a long chain is read in ranges that a node answers, and a run asks no more than ten times', async () => {
  const key = await linked('patient')
  await send(OPERATOR, key, TOKEN)
  const blocks = (await world.client.provider.getBlockNumber()) + 1
  const perRange = Math.floor(blocks / 11)
  expect(await read(perRange)).toBe(10)
  expect((await fundings()).map(({ address }) => address)).not.toContain(key.address)
  expect(await read(perRange)).toBeGreaterThan(0)
  expect(await fundings()).toContainEqual({ address: key.address, funder: OPERATOR.address })
})

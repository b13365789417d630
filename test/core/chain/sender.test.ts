import { Transaction } from 'ethers'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { currentFees } from '../../../core/chain/fees.ts'
import { enqueueTransaction, findTransaction } from '../../../core/store/chain-transactions.ts'
import { OPERATOR, openWorld, type World } from './world.ts'

const STRANGER = '0x00000000000000000000000000000000000000aa'

let world: World

beforeEach(async () => {
  world = await openWorld()
})

afterEach(async () => {
  await world.close()
})

/** Queues a transfer of tokens to the stranger: an effect whose repetition would show in the balance. */
async function enqueueTransfer(reference: string, amount = 1n): Promise<void> {
  const { store, clock, contracts } = world
  const data = world.token().interface.encodeFunctionData('transfer', [STRANGER, amount])
  const wanted = { kind: 'approve', reference, to: contracts.token, data, createdAt: clock.now() } as const
  await store.transaction((trx) => enqueueTransaction(trx, wanted))
}

const transaction = async (reference: string) => {
  const found = await world.store.transaction((trx) => findTransaction(trx, reference))
  if (!found) throw new Error(`no transaction ${reference}`)
  return found
}
const received = async () => BigInt(await world.token().getFunction('balanceOf').staticCall(STRANGER))
const nonce = () => world.client.provider.getTransactionCount(OPERATOR.address, 'latest')

describe('the operator transaction outbox', () => {
  test('deploys once: a second start finds the contracts', async () => {
    const before = await nonce()
    const token = await transaction('deploy:token')
    expect(token.state).toBe('confirmed')
    expect(token.contractAddress).toBe(world.contracts.token)
    expect(await world.newSender().tick()).toBe('standby')
    expect(await world.sender.tick()).toBe('idle')
    expect(await nonce()).toBe(before)
  })

  test('sends each reference once, in the order in which they were queued', async () => {
    await enqueueTransfer('one')
    await enqueueTransfer('two', 10n)
    await enqueueTransfer('one')
    expect(await world.sender.tick()).toBe('idle')
    expect(await received()).toBe(11n)
    const [one, two] = [await transaction('one'), await transaction('two')]
    expect([one.state, two.state]).toEqual(['confirmed', 'confirmed'])
    expect(two.nonce).toBe((one.nonce ?? 0) + 1)
    expect(one.gasUsed).toBeGreaterThan(21_000n)
  })

  test('two ticks at once send nothing twice', async () => {
    await enqueueTransfer('one')
    await Promise.all([world.sender.tick(), world.sender.tick(), world.newSender().tick()])
    expect(await received()).toBe(1n)
  })

  test('only one sender works at a time; another takes over when the lease is given away or runs out', async () => {
    const second = world.newSender()
    expect(await second.tick()).toBe('standby')
    await world.sender.close()
    expect(await second.tick()).toBe('idle')
    const third = world.newSender()
    expect(await third.tick()).toBe('standby')
    world.clock.advance(60_000)
    expect(await third.tick()).toBe('idle')
    expect(await second.tick()).toBe('standby')
  })

  test('a transaction signed and stored but never broadcast is sent by the next process', async () => {
    await world.rpc('evm_setAutomine', false)
    await enqueueTransfer('one')
    await world.sender.tick()
    const signed = await transaction('one')
    expect(signed.state).toBe('sent')
    // The node loses it, as if we had died before handing it over.
    await world.rpc('anvil_dropTransaction', signed.hash)
    await world.rpc('evm_setAutomine', true)
    world.clock.advance(20_000)
    const next = world.newSender()
    await world.untilState('one', 'confirmed', next)
    expect((await transaction('one')).hash).toBe(signed.hash)
    expect(await received()).toBe(1n)
    await next.close()
  })

  test('a transaction mined while we were away is found, not sent again', async () => {
    await world.rpc('evm_setAutomine', false)
    await enqueueTransfer('one')
    await world.sender.tick()
    await world.sender.close()
    await world.rpc('anvil_mine', '0x1')
    await world.rpc('evm_setAutomine', true)
    const next = world.newSender()
    expect(await next.tick()).toBe('idle')
    expect((await transaction('one')).attempts).toHaveLength(1)
    expect(await received()).toBe(1n)
    await next.close()
  })

  test('an old unmined transaction is replaced by a dearer one of the same nonce', async () => {
    await world.rpc('evm_setAutomine', false)
    await enqueueTransfer('one')
    await world.sender.tick()
    const first = await transaction('one')
    world.clock.advance(61_000)
    expect(await world.sender.tick()).toBe('waiting')
    const bumped = await transaction('one')
    const [cheap, dear] = bumped.attempts.map(({ raw }) => Transaction.from(raw))
    expect(dear?.nonce).toBe(cheap?.nonce)
    expect(dear?.maxFeePerGas).toBeGreaterThanOrEqual(((cheap?.maxFeePerGas ?? 0n) * 125n) / 100n)
    await world.rpc('anvil_mine', '0x1')
    await world.rpc('evm_setAutomine', true)
    await world.untilState('one', 'confirmed')
    expect((await transaction('one')).hash).not.toBe(first.hash)
    expect(await received()).toBe(1n)
  })

  test('the first form counts when it is the one that was mined', async () => {
    await world.rpc('evm_setAutomine', false)
    await enqueueTransfer('one')
    await world.sender.tick()
    const first = await transaction('one')
    await world.rpc('anvil_mine', '0x1')
    // Our clock says it is old, and the node's answer comes before any replacement.
    world.clock.advance(61_000)
    await world.rpc('evm_setAutomine', true)
    await world.untilState('one', 'confirmed')
    expect((await transaction('one')).hash).toBe(first.hash)
  })

  test('a nonce used by somebody else costs a new one, not the transaction', async () => {
    await world.rpc('evm_setAutomine', false)
    await enqueueTransfer('one')
    await world.sender.tick()
    const lost = await transaction('one')
    await world.rpc('anvil_dropTransaction', lost.hash)
    const fees = await currentFees(world.client.provider)
    const foreign = await OPERATOR.connect(world.client.provider).sendTransaction({
      to: STRANGER,
      value: 1n,
      nonce: lost.nonce,
      ...fees,
    })
    await world.rpc('evm_setAutomine', true)
    await world.rpc('anvil_mine', '0x1')
    expect((await foreign.wait())?.status).toBe(1)
    await world.untilState('one', 'confirmed')
    expect((await transaction('one')).nonce).toBe((lost.nonce ?? 0) + 1)
    expect(await received()).toBe(1n)
  })

  test('a call that would revert fails with its reason, costs no nonce and stops nobody', async () => {
    const before = await nonce()
    const { store, clock, contracts } = world
    const data = world.ledger().interface.encodeFunctionData('requestWithdraw', [5n])
    const wanted = {
      kind: 'stake',
      reference: 'bad',
      to: contracts.ledger,
      data,
      createdAt: clock.now(),
    } as const
    await store.transaction((trx) => enqueueTransaction(trx, wanted))
    await enqueueTransfer('good')
    expect(await world.sender.tick()).toBe('idle')
    const bad = await transaction('bad')
    expect(bad.state).toBe('failed')
    expect(bad.failure).toMatch(/^(Insufficient|NoAccount|NotAllowed|BadData|Unknown)/)
    expect(await received()).toBe(1n)
    expect(await nonce()).toBe(before + 1)
  })

  test('a chain that fell back to an older state gets its lost transactions again, in order', async () => {
    const snapshot = await world.rpc('evm_snapshot')
    await enqueueTransfer('one')
    await enqueueTransfer('two', 10n)
    await enqueueTransfer('three', 100n)
    expect(await world.sender.tick()).toBe('idle')
    const hashes = [(await transaction('one')).hash, (await transaction('three')).hash]
    await world.rpc('evm_revert', snapshot)
    expect(await received()).toBe(0n)
    await world.untilState('three', 'sent')
    await world.untilState('three', 'confirmed')
    expect(await received()).toBe(111n)
    expect([(await transaction('one')).hash, (await transaction('three')).hash]).toEqual(hashes)
    expect(await world.sender.tick()).toBe('idle')
  })

  test('a hole that a forgotten foreign transaction leaves in the nonces is filled', async () => {
    const snapshot = await world.rpc('evm_snapshot')
    const foreign = await OPERATOR.connect(world.client.provider).sendTransaction({ to: STRANGER, value: 1n })
    expect((await foreign.wait())?.status).toBe(1)
    await enqueueTransfer('one')
    expect(await world.sender.tick()).toBe('idle')
    await world.rpc('evm_revert', snapshot)
    await world.untilState('one', 'sent')
    await world.untilState('one', 'confirmed')
    expect(await received()).toBe(1n)
  })

  test('names the endpoint that does not answer', async () => {
    await world.stopChain()
    const refusal = { code: 'chain.unreachable', params: { url: world.client.url } }
    await expect(world.sender.tick()).rejects.toMatchObject(refusal)
    await expect(world.watcher.tick()).rejects.toMatchObject(refusal)
  })
})

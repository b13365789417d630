import { Contract, type ContractTransactionResponse, concat, Wallet as Key, type Wallet } from 'ethers'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { reviewCourtAbi } from '../../../core/chain/abi/review-court.ts'
import { applyLedgerEvent } from '../../../core/chain/apply-ledger-event.ts'
import { encodeQuorum } from '../../../core/ledger/quorum.ts'
import { digestOf, ledgerDomain, structHash } from '../../../core/ledger/typed-data.ts'
import { weiOf } from '../../../core/ledger/units.ts'
import { accountLayout } from '../../../core/ledger/words.ts'
import { findBatchByNumber } from '../../../core/store/batches.ts'
import { latestNotifications } from '../../../core/store/notifications.ts'
import { findWallet } from '../../../core/store/wallets.ts'
import { TOKEN } from '../../support/community.ts'
import { beginPeers, type Peers, voteAll } from './peers.ts'
import { answer, OPERATOR, openWorld, STAKE, type World } from './world.ts'

const EXPERT = new Key(`0x${'61'.repeat(32)}`)
let world: World
let peers: Peers

beforeEach(async () => {
  world = await openWorld()
  peers = await beginPeers(world)
  for (const index of [0, 1])
    await world.rpc('anvil_setBalance', world.signer(index).address, '0xde0b6b3a7640000')
})
afterEach(async () => {
  await world.close()
})

const person = (index: number) => peers.people[index] ?? Object()
const noticesOf = async (index: number) =>
  (await world.store.transaction((trx) => latestNotifications(trx, person(index).personId, 100))).filter(
    ({ kind }) => kind !== 'validator.drawn',
  )
const walletOf = (index: number) => world.store.transaction((trx) => findWallet(trx, person(index).id))
const courtOf = (runner: Wallet) =>
  new Contract(world.contracts.court, reviewCourtAbi, runner.connect(world.client.provider))

/** Sends a call and lets the program see it. Returns its hash. */
async function send(contract: Contract, name: string, ...args: unknown[]): Promise<string> {
  const sent = (await contract.getFunction(name).send(...args)) as ContractTransactionResponse
  expect((await sent.wait())?.status).toBe(1)
  await world.settle()
  return sent.hash
}

test('whoever withdraws the limits is told so, once', async () => {
  const transactionHash = await send(world.ledger(world.signer(1)), 'revokeSession')
  await world.settle()
  expect(await noticesOf(1)).toMatchObject([{ kind: 'session.ended', params: { transactionHash } }])
  expect(await noticesOf(0)).toEqual([])
})

test('lent stake counts as stake, and comes with a notice', async () => {
  await send(world.token(OPERATOR), 'approve', world.contracts.ledger, 10n ** 30n)
  await send(world.ledger(OPERATOR), 'fundSponsorship', 100_000n)
  const { address } = world.signer(1)
  const nonce = await world.ledger().getFunction('nonceOf').staticCall(address)
  const limit = 10n * TOKEN
  const session = { account: address, maxLoss: limit, maxPerLabel: limit, expiry: 2_525_904_000, nonce }
  const units = 5_000n
  const domain = ledgerDomain(world.client.chainId, world.contracts.ledger)
  const sessionHash = structHash({ type: 'Session', value: session })
  const digest = digestOf(domain, { type: 'Sponsorship', value: { account: address, units, sessionHash } })
  const keys = ['22', '33', '44'].map((byte) => new Key(`0x${byte.repeat(32)}`))
  const list = keys.map((key) => key.address).sort((a, b) => (BigInt(a) < BigInt(b) ? -1 : 1))
  const signed = keys.slice(0, 2).map((key) => ({
    operator: key.address,
    signature: key.signingKey.sign(digest).serialized,
  }))
  const transactionHash = await send(
    world.ledger(world.signer(1)),
    'sponsor',
    session,
    '0x',
    units,
    encodeQuorum(list, signed),
  )
  expect(await walletOf(1)).toMatchObject({ stakeWei: STAKE + 5n * TOKEN })
  expect(await noticesOf(1)).toMatchObject([
    { kind: 'stake.lent', params: { lentWei: String(5n * TOKEN), transactionHash } },
  ])
})

test('an audit of a settled label is told to its annotator, with what it took', async () => {
  await answer(world, peers.project, person(0), 'yes')
  await world.settle()
  await voteAll(world, peers, () => 'yes')
  await world.settle()
  await send(courtOf(OPERATOR), 'setExperts', concat([EXPERT.address]), 1)
  const batch = await world.store.transaction((trx) => findBatchByNumber(trx, 1))
  if (!batch) throw new Error('no batch')
  const { labelsRoot, seed, annotators, terms, items, votes } = batch
  const settlement = { labelsRoot, seed, annotators, terms, items, votes }
  const annotator = 255
  const domain = {
    name: 'ReviewCourt',
    version: '1',
    chainId: world.client.chainId,
    verifyingContract: world.contracts.court,
  }
  const fields = ['batch', 'item', 'draw'].map((name) => ({ name, type: 'uint256' }))
  const ruling = { batch: 1, item: 0, draw: annotator }
  const signature = await EXPERT.signTypedData(domain, { AuditRuling: fields }, ruling)
  const quorum = encodeQuorum([EXPERT.address], [{ operator: EXPERT.address, signature }])
  const given = { experts: quorum.operators, signatures: quorum.signatures }
  const transactionHash = await send(courtOf(world.signer(1)), 'audit', 1, settlement, 0, annotator, given)
  const [notice] = await noticesOf(0)
  expect(notice).toMatchObject({ kind: 'audit.slashed', params: { transactionHash } })
  expect(BigInt(Object(notice?.params).slashedWei)).toBeGreaterThan(TOKEN / 5n)
  const wallet = await walletOf(0)
  expect(wallet?.slashedWei).toBe(BigInt(Object(notice?.params).slashedWei))
})

test('whoever gets a stake back as operators were late is told so, and has what these lose, in our books too', async () => {
  await answer(world, peers.project, person(0), 'yes')
  await world.settle()
  await world.wait(50 * 3_600_000)
  await world.settle()
  const [batch] = await world.store.transaction((trx) => trx.selectFrom('batches').selectAll().execute())
  // Two operators sign, and lose ten tokens each.
  const paid = 20n * TOKEN
  const params = {
    labels: 1,
    why: 'expired',
    paidWei: String(paid),
    transactionHash: batch?.paid_hash,
  }
  expect(await noticesOf(0)).toMatchObject([{ kind: 'stake.returned', params }])
  expect(await walletOf(0)).toMatchObject({ stakeWei: STAKE, heldWei: 0n, earnedWei: paid })
  const ledger = world.ledger()
  const account = await ledger.getFunction('accountOf').staticCall(world.signer(0).address)
  const word = await ledger.getFunction('accountWord').staticCall(account)
  expect(weiOf(accountLayout.unpack(word).free)).toBe(STAKE + paid)
})

test('half of what an operator loses to somebody is theirs, and they are told; a reorganisation takes it back', async () => {
  const account = Number(await world.ledger().getFunction('accountOf').staticCall(world.signer(1).address))
  const operator = world.signer(9).address
  const event = { name: 'OperatorSlashed', operator, account, units: 50_001n } as const
  const transactionHash = `0x${'ab'.repeat(32)}`
  const place = { block: 1, timestamp: 0, transactionHash, operator: OPERATOR.address }
  const apply = (direction: 'apply' | 'undo') =>
    world.store.transaction((trx) => applyLedgerEvent(trx, world.clock, event, place, direction))
  await apply('apply')
  expect(await walletOf(1)).toMatchObject({ stakeWei: STAKE + 25n * TOKEN })
  const params = { operator, wonWei: String(25n * TOKEN), transactionHash }
  expect(await noticesOf(1)).toMatchObject([{ kind: 'operator.slashed', params }])
  await apply('undo')
  expect(await walletOf(1)).toMatchObject({ stakeWei: STAKE })
})

import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Operator } from '../../../core/chain/quorum.ts'
import { receiptCode } from '../../../core/consensus/receipt-code.ts'
import type { PersonId } from '../../../core/ids.ts'
import { VOTES } from '../../../core/ledger/packed-bytes.ts'
import type { ReceiptFile } from '../../../core/ledger/receipt-file.ts'
import { type Draw, VOTE } from '../../../core/store/draws.ts'
import { findOwnVote } from '../../../core/store/receipts.ts'
import { createDataSource } from '../../../core/verify/data-source.ts'
import { verifyReceipt } from '../../../core/verify/verify-receipt.ts'
import { beginPeers, type Peers, voteAll } from '../chain/peers.ts'
import { answer, OPERATOR, openWorld, type World } from '../chain/world.ts'

let world: World
let peers: Peers
let operators: readonly Operator[]

beforeAll(async () => {
  world = await openWorld({
    windowMinutes: 60,
    operators: (honest) => {
      operators = honest
      return honest
    },
  })
  // Two votes decide, so that somebody is drawn and not asked.
  const validation = { draws: 4, minVotes: 2 }
  peers = await beginPeers(world, { items: 1, count: 8, validation })
  const [ada] = peers.people
  if (!ada) throw new Error('nobody')
  await answer(world, peers.project, ada, 'yes')
  await world.settle()
}, 60_000)
afterAll(() => world?.close())

const check = (receipt: ReceiptFile) =>
  verifyReceipt(
    {
      client: world.client,
      ledger: world.contracts.ledger,
      registry: null,
      from: 0,
      data: createDataSource(world.published),
    },
    receipt,
  )

/** Everybody drawn for the item, with their account on the ledger. */
async function draws() {
  return await world.store.transaction((trx) =>
    trx
      .selectFrom('draws')
      .innerJoin('seats', 'seats.seat', 'draws.seat')
      .select(['draws.id', 'draws.code', 'draws.person_id', 'draws.state', 'seats.ledger_account'])
      .orderBy('draws.place')
      .execute(),
  )
}

/** The receipt of somebody's vote as they keep it. */
async function kept(personId: PersonId, draw: Pick<Draw, 'id' | 'code'>): Promise<ReceiptFile> {
  const code = receiptCode(draw) ?? ''
  const vote = await world.store.transaction((trx) => findOwnVote(trx, personId, code))
  if (!vote?.receipt) throw new Error('no receipt')
  const { ledgerAccount: account, code: said, signedAt: at, operator, signature } = vote.receipt
  return { ...place(), item: vote.position, account, vote: nameOf(said), at, operator, signature }
}

function place() {
  const { ledger, court } = world.contracts
  return { version: 1, chainId: String(world.client.chainId), ledger, court, batch: 1 } as const
}

function nameOf(code: number) {
  const name = VOTES[code]
  if (name === undefined || name === 'none') throw new Error('no vote')
  return name
}

/** What an operator that cheats confirms to somebody. */
async function confirmed(
  operator: Operator,
  account: number,
  vote: 'approve' | 'reject',
): Promise<ReceiptFile> {
  const { chainId, ledger, court } = { ...place(), chainId: world.client.chainId }
  const message = { batch: 1, item: 0, account, code: VOTES.indexOf(vote), at: 1_800_000_000 }
  const signature = await operator.confirm({ chainId, ledger, court }, message, async () => [])
  return { ...place(), item: 0, account, vote, at: message.at, operator: operator.address, signature }
}

const bondOf = async (operator: string) =>
  Number((await world.ledger().getFunction('bondOf').staticCall(operator))[0])

test('a receipt is checked from the chain alone, from the vote to the published batch', {
  timeout: 120_000,
}, async () => {
  const [first] = await draws()
  const early = await confirmed(operators[0] as Operator, first?.ledger_account ?? 0, 'approve')
  expect(await check(early)).toMatchObject({ isSigned: true, isListed: true, fate: 'waiting', proof: null })

  await voteAll(world, peers, () => 'no')
  await world.settle()
  const voter = (await draws()).find(({ code }) => code === VOTE.reject)
  if (!voter?.person_id) throw new Error('nobody voted')
  const own = await kept(voter.person_id, { id: voter.id, code: VOTE.reject })
  expect(await check(own)).toMatchObject({
    isSigned: true,
    isListed: true,
    fate: 'counted',
    proposed: 'reject',
    published: 'notYet',
    proof: null,
  })
  const forged = { ...own, vote: 'approve' } as const
  expect(await check(forged)).toMatchObject({ isSigned: false, proof: null })
  const stranger = await confirmed(operators[0] as Operator, 4_000, 'approve')
  expect(await check(stranger)).toMatchObject({ fate: 'notDrawn', proof: null })
  await expect(check({ ...own, chainId: '1' })).rejects.toMatchObject({ code: 'receiptFile.elsewhere' })
})

test('what an operator confirmed and then left out of the votes costs it a part of its bond, by the call it names', {
  timeout: 120_000,
}, async () => {
  const voters = await draws()
  const voted = voters.find(({ code }) => code === VOTE.reject)
  const silent = voters.find(({ code }) => code !== VOTE.reject && code !== VOTE.approve)
  const reports = await Promise.all(
    operators.map(async (operator) =>
      check(await confirmed(operator, voted?.ledger_account ?? 0, 'approve')),
    ),
  )
  const found = reports.find(({ vouched }) => vouched)
  expect(found).toMatchObject({ fate: 'contradicted', proposed: 'reject', provable: { stage: 1 } })
  expect(reports.map(({ vouched }) => vouched)).toContain(false)
  const omitted = await confirmed(operators[0] as Operator, silent?.ledger_account ?? 0, 'approve')
  expect(await check(omitted)).toMatchObject({ fate: 'omitted', proposed: 'none' })

  const { receipt, proof } = found ?? {}
  if (!receipt || !proof) throw new Error('nothing to prove')
  const before = await bondOf(receipt.operator)
  const sent = await OPERATOR.connect(world.client.provider).sendTransaction({
    to: proof.to,
    data: proof.data,
  })
  await world.rpc('anvil_mine', '0x1')
  expect((await sent.wait())?.status).toBe(1)
  expect(await bondOf(receipt.operator)).toBe(before - 50_000)
})

test('after the batch is closed a receipt is found among those that were published', {
  timeout: 120_000,
}, async () => {
  await world.wait(61 * 60_000)
  await world.settle()
  // The proof opened the item, and experts who say nothing leave it void.
  await world.wait(4 * 24 * 3_600_000)
  await world.settle()
  const voter = (await draws()).find(({ code }) => code === VOTE.reject)
  if (!voter?.person_id) throw new Error('nobody voted')
  const own = await kept(voter.person_id, { id: voter.id, code: VOTE.reject })
  expect(await check(own)).toMatchObject({ fate: 'counted', published: 'same' })
  const late = await confirmed(operators[0] as Operator, own.account, 'approve')
  expect(await check(late)).toMatchObject({ fate: 'contradicted', published: 'other', proof: null })
})

import { Contract, JsonRpcProvider, Wallet } from 'ethers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { labelLedgerAbi } from '../../core/chain/abi/label-ledger.ts'
import { connectChain } from '../../core/chain/client.ts'
import { type ReceiptFile, receiptFileSchema } from '../../core/ledger/receipt-file.ts'
import { type ReceiptReport, verifyReceipt } from '../../core/verify/verify-receipt.ts'
import { projectFile } from '../support/project-file.ts'
import { asked, itemStates, memberOf } from './support/asked.ts'
import { batchStates } from './support/batch-states.ts'
import { holdings } from './support/ledger-books.ts'
import { untilBooksAgree } from './support/until-books-agree.ts'
import { type Community, enter, type Member, openCommunity } from './support/validators.ts'
import { verifyCommunity } from './support/verify-community.ts'

const PATIENCE_MS = 60_000
const WINDOW_MINUTES = 30
const VALIDATION = { draws: 4, minVotes: 2, panelDraws: 4, panelMinVotes: 2, vestHours: 24 }
const ITEM = 'a vote on this is left out'
/** What an operator loses for a receipt that the votes contradict, and what of that is the person's. */
const PENALTY_UNITS = 50_000n
const SHARE_WEI = 25n * 10n ** 18n

let community: Community

beforeAll(async () => {
  community = await openCommunity(8, WINDOW_MINUTES)
  for (const member of community.members) await enter(member)
  await community.openProject(
    projectFile({ protocol: 'peers', validation: VALIDATION, audits: { share: 0 } }),
    [ITEM],
  )
}, 120_000)
afterAll(() => community?.close())

const inTrx: Community['tagora']['app']['store']['transaction'] = (work) =>
  community.tagora.app.store.transaction(work)
const settle = () => community.tagora.app.scheduler.runNow('settle')

interface Voted {
  readonly member: Member
  /** What they were shown. */
  readonly saved: string
}

/** The next one who is asked agrees with the first answer. Null when nobody is. */
async function voteNext(): Promise<Voted | null> {
  await settle()
  const [next] = await asked(community)
  if (!next) return null
  const member = memberOf(community, next.userId)
  await member.say('validate', ITEM)
  return { member, saved: await member.tap('Spam', 'Saved') }
}

/** Everybody who is asked votes, until the only batch is in this state, or has ended. */
async function voteUntil(...states: readonly string[]): Promise<void> {
  const goOn = async () => {
    await voteNext()
    return await batchStates(community)
  }
  await expect.poll(goOn, { timeout: PATIENCE_MS, interval: 20 }).toEqual(states)
}

/** Waits until `probe` finds something. */
async function found<T>(probe: () => Promise<T | null | undefined>): Promise<T> {
  let last: T | null | undefined
  const look = async () => {
    last = await probe()
    return last !== null && last !== undefined
  }
  await expect.poll(look, { timeout: PATIENCE_MS, interval: 100 }).toBe(true)
  return last as T
}

/** The receipt of a vote as its owner gets it in the chat, as soon as an operator has signed it. */
async function receiptOf({ member, saved }: Voted): Promise<ReceiptFile> {
  const [, code = ''] = saved.match(/receipt ([0-9a-z]{10})/) ?? []
  const shown = async () => await member.say('receipt', 'Signed receipt', { back: code })
  const json = await found(async () => (await shown()).match(/\{.*\}/)?.[0])
  return receiptFileSchema.parse(JSON.parse(json))
}

/** What `tagora verify receipt` finds. */
async function checkReceipt(receipt: ReceiptFile): Promise<ReceiptReport> {
  const { rpcUrl, contracts } = community.tagora.app.chain
  const client = await connectChain(rpcUrl, 0)
  try {
    const place = { client, ledger: contracts.ledger, registry: null, from: 0, data: null }
    return await verifyReceipt(place, receipt)
  } finally {
    client.close()
  }
}

/** Anybody sends a call to the court, from an address that nobody knows. */
async function sendAsStranger({ to, data }: { to: string; data: string }): Promise<void> {
  const provider = new JsonRpcProvider(community.tagora.app.chain.rpcUrl, undefined, { staticNetwork: true })
  try {
    const stranger = Wallet.createRandom(provider)
    await provider.send('anvil_setBalance', [stranger.address, '0xde0b6b3a7640000'])
    const sent = await stranger.sendTransaction({ to, data })
    expect((await sent.wait())?.status).toBe(1)
  } finally {
    provider.destroy()
  }
}

async function bondOf(operator: string): Promise<bigint> {
  const { rpcUrl, contracts } = community.tagora.app.chain
  const provider = new JsonRpcProvider(rpcUrl, undefined, { staticNetwork: true })
  try {
    const ledger = new Contract(contracts.ledger, labelLedgerAbi, provider)
    return BigInt((await ledger.getFunction('bondOf').staticCall(operator))[0])
  } finally {
    provider.destroy()
  }
}

/** Somebody with a hand in the database of the operators takes a vote back that was confirmed. */
async function leaveOut({ userId, platform }: Member): Promise<void> {
  await inTrx((trx) =>
    trx
      .updateTable('draws')
      .set({ code: null })
      .where('account_id', 'in', (eb) =>
        eb
          .selectFrom('identities')
          .select('account_id')
          .where('platform', '=', platform)
          .where('platform_user_id', '=', userId),
      )
      .execute(),
  )
}

test('an operator that leaves out a vote it confirmed loses its bond to whoever kept the receipt, and others decide', {
  timeout: 200_000,
}, async () => {
  const [ada] = community.members as [Member]
  await ada.say('task', ITEM)
  await ada.tap('Spam', 'Saved: Spam')
  const first = await found(voteNext)
  const vera = first.member
  const receipt = await receiptOf(first)
  expect(await checkReceipt(receipt)).toMatchObject({ isSigned: true, isListed: true, fate: 'waiting' })
  await leaveOut(vera)
  await voteUntil('proposed')

  const report = await checkReceipt(receipt)
  expect(report).toMatchObject({ fate: 'omitted', vouched: true })
  if (!report.proof) throw new Error('it cannot be proven')
  const bond = await bondOf(receipt.operator)
  const before = (await holdings(community)).get(vera.name)
  await sendAsStranger(report.proof)
  expect(await bondOf(receipt.operator)).toBe(bond - PENALTY_UNITS)
  expect(await vera.told('The court found that operator')).toContain('25 LABEL of that are yours')
  const after = (await holdings(community)).get(vera.name)
  expect((after?.chain ?? 0n) - (before?.chain ?? 0n)).toBe(SHARE_WEI)
  await untilBooksAgree(community)

  await community.wait((WINDOW_MINUTES + 1) * 60_000)
  await voteUntil('panelProposed')
  await community.wait((WINDOW_MINUTES + 1) * 60_000)
  await voteUntil()
  expect(await itemStates(community)).toEqual({ [ITEM]: 'decided' })
  await untilBooksAgree(community)
  const { differences } = await verifyCommunity(community)
  expect(differences).toMatchObject([{ code: 'verify.receiptVote', params: { account: receipt.account } }])
})

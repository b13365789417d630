import { id, isError, type TransactionReceipt, Wallet } from 'ethers'
import type { ChainClient } from '../../../../core/chain/client.ts'
import { encodeQuestion } from '../../../../core/chain/court/encode-question.ts'
import { emptyBook } from '../../../../core/ledger/book/book.ts'
import { courtDigest, type Question, questionMessage } from '../../../../core/ledger/court-messages.ts'
import { applyStep } from '../../../../core/ledger/history/apply-step.ts'
import { compareSolvency, compareWords } from '../../../../core/ledger/history/compare-words.ts'
import type { Difference, Replay } from '../../../../core/ledger/history/replay.ts'
import { encodeQuorum, type Quorum } from '../../../../core/ledger/quorum.ts'
import { digestOf, type LedgerMessage, ledgerDomain } from '../../../../core/ledger/typed-data.ts'
import { createHistoryReader } from '../../../../core/verify/read-history.ts'
import { readWords } from '../../../../core/verify/read-words.ts'
import { deployLedger, ledgerInterface } from './deploy.ts'
import { startStillChain } from './still-chain.ts'

/** A real ledger on a real chain, and the mirror that follows it. */
export interface Arena {
  readonly client: ChainClient
  readonly ledger: string
  readonly deployer: string
  /** May do what only the court may. */
  readonly court: string
  readonly people: readonly string[]
  readonly operators: readonly Wallet[]
  readonly replay: Replay
  /** Calls the ledger; null when it reverted, and then `reason` says why. */
  act(from: string, name: string, args: readonly unknown[]): Promise<Acted>
  /** Signatures of two of the three operators, chosen by the number. */
  sign(message: LedgerMessage, choice: number): Quorum
  /** Two of the three operators question items at a court, which the ledger obeys meanwhile. */
  question(question: Question, choice: number): Promise<Acted>
  /** Seconds since 1970 of the newest block. */
  now(): Promise<number>
  /** Goes on in time, with a block. */
  wait(seconds: number): Promise<void>
  mine(blocks: number): Promise<void>
  /** Follows what happened since the last call. Returns every difference. */
  follow(): Promise<Difference[]>
  /** Compares every word the ledger keeps. */
  compare(): Promise<Difference[]>
  close(): Promise<void>
}

export interface Acted {
  readonly receipt: TransactionReceipt | null
  readonly reason: string | null
}

const SEAT_STAKE = 20_000n
const EXPIRY_PENALTY = 3_000n
const MIN_WINDOW = 600
const GAS = '0x1312d00'
const RICH = '0x3635c9adc5dea00000'

export async function openArena(peopleCount: number): Promise<Arena> {
  const chain = await startStillChain()
  const { client, rpc } = chain
  await rpc('anvil_autoImpersonateAccount', true)
  const operators = [1, 2, 3]
    .map((n) => new Wallet(id(`operator ${n}`)))
    .toSorted((a, b) => (a.address.toLowerCase() < b.address.toLowerCase() ? -1 : 1))
  const named = (name: string) => new Wallet(id(name)).address
  const [deployer, court] = [named('deployer'), named('court')]
  const people = Array.from({ length: peopleCount }, (_, index) => named(`person ${index}`))
  for (const address of [deployer, court, ...people, ...operators.map((one) => one.address)]) {
    await rpc('anvil_setBalance', address, RICH)
  }

  async function send(from: string, to: string | null, data: string): Promise<Acted> {
    const transaction = { from, data, gas: GAS, ...(to && { to }) }
    const hash: string = await rpc('eth_sendTransaction', transaction)
    await chain.mine(1)
    const receipt = await client.provider.getTransactionReceipt(hash)
    if (receipt?.status === 1) return { receipt, reason: null }
    const reason = await client.provider.call({ from, to, data }).then(() => 'unknown', revertReason)
    return { receipt: null, reason }
  }

  const { ledger, registry, token, reviewCourt } = await deployLedger(
    {
      deployer,
      court,
      operators: operators.map((one) => one.address),
      threshold: 2,
      minWindow: MIN_WINDOW,
      seatStake: SEAT_STAKE,
      expiryPenalty: EXPIRY_PENALTY,
    },
    async (to, data) => {
      const { receipt, reason } = await send(deployer, to, data)
      if (!receipt) throw new Error(reason ?? 'reverted')
      return receipt.contractAddress
    },
  )
  const act: Arena['act'] = (from, name, args) =>
    send(from, ledger, ledgerInterface.encodeFunctionData(name, args))
  for (const { address } of operators) await act(deployer, 'depositBond', [address, 20_000n])

  const place = { ledger, registry }
  const settings = { seatStake: SEAT_STAKE, expiryPenalty: EXPIRY_PENALTY, minWindow: MIN_WINDOW }
  const replay: Replay = {
    book: emptyBook(settings),
    records: new Map(),
    registries: new Map(),
    registry,
    chainId: client.chainId,
    ledger,
  }
  const history = createHistoryReader(client, place)
  let next = 0

  /** Signatures of all operators but one. */
  function quorumOver(digest: string, choice: number): Quorum {
    const signed = operators
      .filter((_, index) => index !== choice % 3)
      .map((one) => ({ operator: one.address, signature: one.signingKey.sign(digest).serialized }))
    return encodeQuorum(
      operators.map((one) => one.address),
      signed,
    )
  }

  return {
    client,
    ledger,
    deployer,
    court,
    people,
    operators,
    replay,
    act,
    sign: (message, choice) => quorumOver(digestOf(ledgerDomain(client.chainId, ledger), message), choice),
    async question(question, choice) {
      const digest = courtDigest(client.chainId, reviewCourt, questionMessage(question))
      await act(deployer, 'setCourt', [reviewCourt])
      const [person = ''] = people
      const acted = await send(person, reviewCourt, encodeQuestion(question, quorumOver(digest, choice)))
      await act(deployer, 'setCourt', [court])
      return acted
    },
    async now() {
      return (await client.provider.getBlock('latest'))?.timestamp ?? 0
    },
    wait: chain.wait,
    mine: chain.mine,
    async follow() {
      const to = await client.provider.getBlockNumber()
      const differences: Difference[] = []
      for await (const { steps } of history.read({ from: next, to })) {
        for (const step of steps) differences.push(...applyStep(replay, step))
      }
      next = to + 1
      return differences
    },
    async compare() {
      const { book } = replay
      const wanted = {
        accounts: people.map((_, index) => index + 1),
        seats: Array.from({ length: book.seatCount + 1 }, (_, seat) => seat),
        projects: book.projects.keys(),
        batches: book.batches.keys(),
        withdrawals: book.accounts.keys(),
        bonds: operators.map((one) => one.address),
      }
      const words = await readWords(client, ledger, wanted, 'latest')
      const held = BigInt(
        await client.provider.call({ to: token, data: `0x70a08231${ledger.slice(2).padStart(64, '0')}` }),
      )
      return [...compareWords(book, words), ...compareSolvency(book, held)]
    },
    close: chain.close,
  }
}

/** The name of the error a call reverted with. */
function revertReason(thrown: unknown): string {
  const data = isError(thrown, 'CALL_EXCEPTION') ? (thrown.data ?? '0x') : '0x'
  return ledgerInterface.parseError(data)?.name ?? `unknown ${data}`
}

import { Contract, getAddress, keccak256, type Result, type TransactionDescription } from 'ethers'
import type { Clock } from '../../clock.ts'
import { VOTES } from '../../ledger/packed-bytes.ts'
import type { Store } from '../../store/database.ts'
import { keepPromise, promisesOf, renewPromise } from '../../store/operator-promises.ts'
import { labelLedgerAbi } from '../abi/label-ledger.ts'
import { operatorRegistryAbi } from '../abi/operator-registry.ts'
import type { ChainClient } from '../client.ts'
import { ledgerInterface } from '../ledger-interface.ts'
import { type LedgerPlace, operatorWithKey } from '../quorum.ts'
import { checkLock } from './check-lock.ts'
import { checkQuestion } from './check-question.ts'
import { checkVotes } from './check-votes.ts'
import type { BatchEvidence, OperationRequest, QuestionRequest, ReceiptRequest } from './evidence.ts'
import { type RecomputedRound, recomputeRound } from './recompute-round.ts'
import { refuse, require } from './refuse.ts'

/** An operator that signs what it has computed itself, and never twice differently. */
export interface OperatorService {
  readonly address: string
  /** The receipt of a vote, signed.
   * @throws ExpectedError `operator.refused`, `chain.unreachable` */
  confirm(request: ReceiptRequest): Promise<string>
  /** The calls of a transaction, signed.
   * @throws ExpectedError `operator.refused`, `chain.unreachable` */
  sign(request: OperationRequest): Promise<string>
  /** That items are doubtful, signed.
   * @throws ExpectedError `operator.refused`, `chain.unreachable` */
  question(request: QuestionRequest): Promise<string>
}

export interface OperatorServiceOptions {
  readonly client: ChainClient
  /** Holds what this operator has signed, and nothing else. */
  readonly store: Store
  readonly clock: Clock
  readonly place: LedgerPlace
  readonly privateKey: string
}

const SKEW_SECONDS = 60
/** Votes are confirmed within the life of a batch. */
const OLDEST_SECONDS = 3 * 86_400
/** Calls that say what only operators can know. */
const SIGNED = new Set(['lockBatch', 'proposeBatch', 'proposePanel'])
/** Calls that anybody may make: the ledger checks all of what they say. */
const OPEN_TO_ALL = new Set(['settleBatch', 'resolvePanel', 'skipPanel', 'voidOpen', 'expireBatch'])

export function createOperatorService(options: OperatorServiceOptions): OperatorService {
  const { client, store, clock, place, privateKey } = options
  const own = operatorWithKey(privateKey)
  const now = () => Math.floor(Date.parse(clock.now()) / 1_000)

  async function confirm({ receipt, evidence, ...asked }: ReceiptRequest): Promise<string> {
    requirePlace(place, asked)
    const { batch, item, account, code, at } = receipt
    const detail = `${batch}: ${item}`
    require(evidence.batch === batch, 'noEvidence', detail)
    require(at <= now() + SKEW_SECONDS && at >= now() - OLDEST_SECONDS, 'otherTime', detail)
    const round = await recomputeRound(client, place.ledger, evidence)
    const drawn = round.items.find((one) => one.item === item)?.drawn ?? []
    require(drawn.some((one) => one.account === account && one.eligible), 'notDrawn', detail)
    const promise = {
      kind: 'receipt',
      subject: `${batch}:${item}:${account}`,
      content: String(code),
    } as const
    const kept = await store.transaction((trx) => keepPromise(trx, promise, clock.now()))
    require(kept, 'otherVote', detail)
    return await own.confirm(place, receipt, async () => [evidence])
  }

  async function sign({ calls, evidence, ...asked }: OperationRequest): Promise<string> {
    requirePlace(place, asked)
    const operators = await listed(client, place)
    let locks = 0
    for (const data of calls) {
      const call = ledgerInterface.parseTransaction({ data })
      if (!call) throw refuse('unknownCall', data.slice(0, 10))
      const at = { place: locks, now: now() }
      await checkCall({ options, operators, at }, call, evidence)
      if (call.name === 'lockBatch') locks++
    }
    return await own.sign(place, calls, async () => evidence)
  }

  async function question({ question: asked, evidence, ...at }: QuestionRequest): Promise<string> {
    requirePlace(place, at)
    await checkQuestion(client, place.ledger, asked, evidence)
    return await own.question(place, asked, async () => [evidence])
  }

  return { address: own.address, confirm, sign, question }
}

interface Checking {
  readonly options: OperatorServiceOptions
  readonly operators: readonly string[]
  readonly at: { readonly place: number; readonly now: number }
}

/** Computes one call again and promises never to sign it otherwise. */
async function checkCall(
  { options, operators, at }: Checking,
  { name, args }: TransactionDescription,
  evidence: readonly BatchEvidence[],
): Promise<void> {
  if (OPEN_TO_ALL.has(name)) return
  if (!SIGNED.has(name)) throw refuse('unknownCall', name)
  const proof = evidence.find((one) => BigInt(one.batch) === args[0])
  if (!proof) throw refuse('noEvidence', String(args[0]))
  if (name === 'lockBatch') return await signLock(options, { args, ...at }, proof)
  await signVotes(options, operators, String(args.getValue('votes')), proof)
}

function requirePlace(place: LedgerPlace, asked: LedgerPlace): void {
  const same =
    place.chainId === asked.chainId &&
    getAddress(place.ledger) === getAddress(asked.ledger) &&
    getAddress(place.court) === getAddress(asked.court)
  require(same, 'otherLedger', asked.ledger)
}

/** The operators that the ledger's registry lists now. */
async function listed({ provider }: ChainClient, { ledger }: LedgerPlace): Promise<string[]> {
  const registry = await new Contract(ledger, labelLedgerAbi, provider).getFunction('registry').staticCall()
  const [, operators] = await new Contract(registry, operatorRegistryAbi, provider)
    .getFunction('current')
    .staticCall()
  return [...operators].map((operator) => getAddress(String(operator)))
}

async function signLock(
  { client, store, clock, place }: OperatorServiceOptions,
  call: { readonly args: Result; readonly place: number; readonly now: number },
  evidence: BatchEvidence,
): Promise<void> {
  const { batch, labelsRoot } = evidence
  const contract = new Contract(place.ledger, labelLedgerAbi, client.provider)
  for (const subject of await checkLock(client, place.ledger, call, evidence)) {
    const promise = { kind: 'label', subject, content: `${batch}:${labelsRoot}` } as const
    if (await store.transaction((trx) => keepPromise(trx, promise, clock.now()))) continue
    const [earlier] = await store.transaction((trx) => promisesOf(trx, 'label', subject))
    const [number = '', root = ''] = earlier?.content.split(':') ?? []
    require(!(await isLocked(contract, Number(number), root)), 'labelTwice', String(batch))
    await store.transaction((trx) => renewPromise(trx, promise, clock.now()))
  }
}

/** Whether the ledger has locked the labels with this root as that batch. */
async function isLocked(ledger: Contract, batch: number, root: string): Promise<boolean> {
  const locks = await ledger.queryFilter(ledger.getEvent('BatchLocked')(batch), 0)
  return locks.some((log) => 'args' in log && log.args.getValue('labelsRoot') === root)
}

async function signVotes(
  { client, store, clock, place }: OperatorServiceOptions,
  operators: readonly string[],
  votes: string,
  evidence: BatchEvidence,
): Promise<void> {
  const { batch } = evidence
  const round = await recomputeRound(client, place.ledger, evidence)
  checkVotes(place, operators, evidence, { round, votes })
  const receipts = await store.transaction((trx) => promisesOf(trx, 'receipt', `${batch}:`))
  requireOwnReceipts(round, evidence, receipts)
  const promise = { kind: 'proposal', subject: `${batch}:${round.seed}`, content: keccak256(votes) } as const
  const kept = await store.transaction((trx) => keepPromise(trx, promise, clock.now()))
  require(kept, 'otherProposal', String(batch))
}

/** What this operator confirmed is among the receipts, so that it is among the votes too. */
function requireOwnReceipts(
  round: RecomputedRound,
  { batch, data }: BatchEvidence,
  own: readonly { readonly subject: string; readonly content: string }[],
): void {
  for (const { subject, content } of own) {
    const [, item = 0, account = 0] = subject.split(':').map(Number)
    const drawn = round.items.find((one) => one.item === item)?.drawn ?? []
    if (!drawn.some((one) => one.account === account && one.eligible)) continue
    const shown = data?.receipts?.some(
      (one) => one.item === item && one.account === account && one.vote === VOTES[Number(content)],
    )
    require(shown === true, 'receiptIgnored', `${batch}: ${item}`)
  }
}

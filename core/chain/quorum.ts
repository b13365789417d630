import { Wallet } from 'ethers'
import { ExpectedError } from '../errors.ts'
import { courtDigest, type Question, questionMessage } from '../ledger/court-messages.ts'
import { encodeQuorum, type OperatorSignature, type Quorum } from '../ledger/quorum.ts'
import { ledgerDomain, type ReceiptMessage, receiptDigest, typesOf } from '../ledger/typed-data.ts'
import type { BatchEvidence } from './operator/evidence.ts'

/** Where signatures are valid. */
export interface LedgerPlace {
  readonly chainId: bigint
  readonly ledger: string
  /** Court, under whose domain receipts are signed. */
  readonly court: string
}

/** What an operator who has to compute everything itself is given; nobody else asks for it. */
export type EvidenceSource = () => Promise<readonly BatchEvidence[]>

/** One operator. Each looks at the calls by itself and signs, or says why not. */
export interface Operator {
  readonly address: string
  /** The receipt of a vote, signed.
   * @throws Error when the operator cannot be reached or refuses */
  confirm(place: LedgerPlace, receipt: ReceiptMessage, evidence: EvidenceSource): Promise<string>
  /** @throws Error when the operator cannot be reached or refuses */
  sign(place: LedgerPlace, calls: readonly string[], evidence: EvidenceSource): Promise<string>
  /** That items of a batch are doubtful, signed.
   * @throws Error when the operator cannot be reached or refuses */
  question(place: LedgerPlace, question: Question, evidence: EvidenceSource): Promise<string>
}

/** The operators of a ledger in the registry's order, and how many of them must sign. */
export interface Operators {
  readonly list: readonly Operator[]
  readonly threshold: number
}

/** An operator whose key this process holds. */
export function operatorWithKey(privateKey: string): Operator {
  const wallet = new Wallet(privateKey)
  return {
    address: wallet.address,
    confirm: async ({ chainId, court }, receipt) =>
      wallet.signingKey.sign(receiptDigest(chainId, court, receipt)).serialized,
    sign: ({ chainId, ledger }, calls) =>
      wallet.signTypedData(ledgerDomain(chainId, ledger), typesOf('Operation'), { calls }),
    question: async ({ chainId, court }, question) =>
      wallet.signingKey.sign(courtDigest(chainId, court, questionMessage(question))).serialized,
  }
}

/** Operators in the order of the registry: by address. */
export function inRegistryOrder(operators: readonly Operator[]): Operator[] {
  return operators.toSorted((a, b) => (BigInt(a.address) < BigInt(b.address) ? -1 : 1))
}

/**
 * Signatures of as many operators as are needed over calls to the ledger; all are asked at once, and those that are
 * silent or refuse are done without as long as enough sign.
 * @throws ExpectedError `operators.tooFew` with what the others said
 */
export async function collectQuorum(
  operators: Operators,
  place: LedgerPlace,
  calls: readonly string[],
  evidence: EvidenceSource,
): Promise<Quorum> {
  return await collect(operators, (operator) => operator.sign(place, calls, evidence))
}

/**
 * The same over items that are doubtful, which the court then keeps open.
 * @throws ExpectedError `operators.tooFew` with what the others said
 */
export async function collectQuestion(
  operators: Operators,
  place: LedgerPlace,
  question: Question,
  evidence: EvidenceSource,
): Promise<Quorum> {
  return await collect(operators, (operator) => operator.question(place, question, evidence))
}

async function collect(
  { list, threshold }: Operators,
  ask: (operator: Operator) => Promise<string>,
): Promise<Quorum> {
  const answers = await Promise.allSettled(list.map(ask))
  const signed: OperatorSignature[] = []
  const refusals: string[] = []
  for (const [index, answer] of answers.entries()) {
    const operator = list[index]?.address ?? ''
    if (answer.status === 'rejected') refusals.push(`${operator}: ${String(answer.reason)}`)
    else if (signed.length < threshold) signed.push({ operator, signature: answer.value })
  }
  if (signed.length < threshold) {
    const params = { needed: threshold, signed: signed.length, refusals: refusals.join('; ') }
    throw new ExpectedError('operators.tooFew', params)
  }
  return encodeQuorum(
    list.map((one) => one.address),
    signed,
  )
}

import { z } from 'zod'
import { batchDataSchema } from '../../ledger/batch-data.ts'

const hex = z.string().regex(/^0x([0-9a-f]{2})*$/i)
const bytes32 = z.string().regex(/^0x[0-9a-f]{64}$/i)

/** What is behind a batch: its secret and the bytes that the ledger has committed to. An operator believes none of it
 * before it has computed what stands on chain from it. */
const batchEvidence = z.strictObject({
  batch: z.number().int().positive(),
  labelsRoot: bytes32,
  /** Null until its block is mined: nobody who hears of it earlier may have a hand in the draw. */
  secret: bytes32.nullable(),
  annotators: hex,
  items: hex,
  /** Null before the lock. */
  terms: hex.nullable(),
  /** Seed of the first round, and its votes; null before they are known. */
  seed: bytes32.nullable(),
  votes: hex.nullable(),
  /** Words of the items that wait for a panel. */
  openItems: z.array(bytes32),
  /** Seed and votes of the panel; null before they are known. */
  panelSeed: bytes32.nullable(),
  panelVotes: hex.nullable(),
  /** Labels and receipts, as they will be published; left out where only a vote is to be confirmed. */
  data: batchDataSchema.optional(),
})
export type BatchEvidence = z.output<typeof batchEvidence>

const place = {
  chainId: z.string().regex(/^\d+$/).transform(BigInt),
  ledger: z.string(),
  court: z.string(),
}
const count = z.number().int().nonnegative()

/** What an operator is asked to confirm: a vote. */
export const receiptRequest = z.strictObject({
  ...place,
  receipt: z.strictObject({
    batch: count,
    item: count,
    account: count,
    code: z.number().int().min(1).max(3),
    at: count,
  }),
  evidence: batchEvidence,
})
export type ReceiptRequest = z.output<typeof receiptRequest>

/** Whether each is larger than the one before. */
function isAscending(items: readonly number[]): boolean {
  return items.every((item, index) => index === 0 || item > (items[index - 1] ?? 0))
}

/** What an operator is asked to sign: that items are doubtful. */
export const questionRequest = z.strictObject({
  ...place,
  question: z.strictObject({
    batch: count,
    round: z.union([z.literal(1), z.literal(2)]),
    items: z.array(count).min(1).refine(isAscending),
  }),
  evidence: batchEvidence,
})
export type QuestionRequest = z.output<typeof questionRequest>

/** What an operator is asked to sign: the calls of one transaction. */
export const operationRequest = z.strictObject({
  ...place,
  calls: z.array(hex).min(1).max(32),
  evidence: z.array(batchEvidence).max(32),
})
export type OperationRequest = z.output<typeof operationRequest>

export const operatorAnswer = z.union([
  z.strictObject({ signature: z.string().regex(/^0x[0-9a-f]{130}$/i) }),
  z.strictObject({ refused: z.string() }),
])

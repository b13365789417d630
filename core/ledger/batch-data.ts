import { z } from 'zod'
import { PLATFORMS } from './label-leaf.ts'

const bytes32 = z.string().regex(/^0x[0-9a-f]{64}$/, '32 bytes of hex in lower case')
const address = z.string().regex(/^0x[0-9a-fA-F]{40}$/)
const signature = z.string().regex(/^0x[0-9a-fA-F]{130}$/)
const count = z.number().int().nonnegative()

/** What operators publish of one label: enough to rebuild its leaf, nothing that tells the answer or the message. */
const label = z.strictObject({
  /** Account id of the annotator. */
  annotator: count,
  labelHash: bytes32,
  platform: z.enum(PLATFORMS),
  /** keccak256 of the message's id on its platform. */
  messageHash: bytes32,
  /** Seconds since 1970. */
  sentAt: count,
})

/** A vote that an operator confirmed to the validator who cast it. */
const receipt = z.strictObject({
  item: count,
  account: count,
  vote: z.enum(['approve', 'reject', 'unsure']),
  /** Seconds since 1970. */
  at: count,
  operator: address,
  signature,
})

/**
 * What operators publish of a batch, as `<batch>.json`: everything that the chain holds only the hash of.
 * Labels are in the order of the batch's items. Without `receipts` votes cannot be checked against them.
 */
export const batchDataSchema = z.strictObject({
  version: z.literal(1),
  chainId: z.string().regex(/^\d+$/),
  ledger: address,
  batch: count,
  salt: bytes32,
  labels: z.array(label),
  receipts: z.array(receipt).optional(),
})
export type BatchData = z.output<typeof batchDataSchema>
export type PublishedReceipt = z.output<typeof receipt>

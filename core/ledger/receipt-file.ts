import { z } from 'zod'

const address = z.string().regex(/^0x[0-9a-fA-F]{40}$/, 'an address')
const count = z.number().int().nonnegative()

/**
 * The receipt of a vote as a person keeps it: what an operator signed (the court's `Receipt`), and where it is valid.
 * Whoever holds it needs nobody's database to check it.
 */
export const receiptFileSchema = z.strictObject({
  version: z.literal(1),
  chainId: z.string().regex(/^\d+$/, 'a number'),
  ledger: address,
  /** Under whose domain it is signed, and where it is proven. */
  court: address,
  batch: count,
  item: count,
  /** Account id of the validator on the ledger. */
  account: count,
  vote: z.enum(['approve', 'reject', 'unsure']),
  /** Seconds since 1970. */
  at: count,
  operator: address,
  signature: z.string().regex(/^0x[0-9a-fA-F]{130}$/, '65 bytes of hex'),
})
export type ReceiptFile = z.output<typeof receiptFileSchema>

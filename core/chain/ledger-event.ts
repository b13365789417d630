import { getAddress, type Log, Result } from 'ethers'
import { z } from 'zod'
import { ledgerInterface } from './ledger-interface.ts'

const hex = z.string().regex(/^0x[0-9a-f]*$/i)
const address = z.string().transform((text) => getAddress(text))
/** A bigint from the chain, decimal text from the database. */
const units = z.union([z.bigint(), z.string().regex(/^\d+$/).transform(BigInt)])
const count = z.union([z.bigint().transform(Number), z.number()])
/** Words of open items: bigints from the chain, hex from the database. */
const words = z.array(
  z.union([hex, z.bigint().transform((word) => `0x${word.toString(16).padStart(64, '0')}`)]),
)

/** Every event of the ledger that the books of this database follow; the contracts document each. */
const ledgerEvent = z.discriminatedUnion('name', [
  z.object({ name: z.literal('Registered'), account: count, owner: address }),
  z.object({ name: z.literal('Deposited'), account: count, payer: address, units }),
  z.object({ name: z.literal('WithdrawRequested'), account: count, units }),
  // Events stored before anybody looked at the limit for one label have none.
  z.object({ name: z.literal('SessionSet'), account: count, maxPerLabel: units.default(0n), expiry: count }),
  z.object({ name: z.literal('Sponsored'), account: count, units }),
  z.object({ name: z.literal('AuditSlashed'), item: count, account: count, units }),
  z.object({ name: z.literal('OperatorSlashed'), operator: address, account: count, units }),
  z.object({ name: z.literal('SeatTaken'), seat: count, account: count, units }),
  z.object({ name: z.literal('SeatToppedUp'), seat: count, units }),
  z.object({ name: z.literal('SeatLeaving'), seat: count }),
  z.object({ name: z.literal('SeatLeft'), seat: count, account: count, units }),
  z.object({ name: z.literal('ProjectCreated'), project: count }),
  z.object({ name: z.literal('BatchLocked'), batch: count, labelsRoot: hex, terms: hex }),
  z.object({ name: z.literal('BatchProposed'), batch: count, seed: hex, end: count }),
  z.object({ name: z.literal('BatchSettled'), batch: count, openItems: words }),
  z.object({ name: z.literal('BatchExpired'), batch: count }),
  z.object({ name: z.literal('PanelProposed'), batch: count, seed: hex, end: count }),
  z.object({ name: z.literal('PanelResolved'), batch: count, openItems: words }),
  z.object({ name: z.literal('VerdictResolved'), batch: count, verdicts: hex }),
  z.object({ name: z.literal('OpenVoided'), batch: count, outcomes: hex }),
  z.object({
    name: z.literal('ItemFlagged'),
    batch: count,
    item: count,
    // 0: the operators, or a receipt.
    account: count.default(0),
    toExperts: z.boolean(),
  }),
])

export type LedgerEvent = z.output<typeof ledgerEvent>
type Named<N extends LedgerEvent['name']> = Extract<LedgerEvent, { name: N }>
/** An event that takes a batch further. */
export type BatchEvent = Exclude<Extract<LedgerEvent, { batch: number }>, { toExperts: boolean }>
export type ItemFlagged = Named<'ItemFlagged'>
export type BatchLocked = Named<'BatchLocked'>
export type SessionSet = Named<'SessionSet'>

const FOLLOWED = new Set(ledgerEvent.options.map((option) => option.shape.name.value as string))

/** Where an event was found. */
export interface EventPlace {
  readonly block: number
  /** Of the block, in seconds since 1970. */
  readonly timestamp: number
  readonly transactionHash: string
  /** Pays stakes of demo wallets, which are credited when they are promised. */
  readonly operator: string
}

/** The event in a log of the ledger; null for one that our books do not follow. */
export function parseLedgerEvent(log: Log): LedgerEvent | null {
  const parsed = ledgerInterface.parseLog(log)
  if (!parsed || !FOLLOWED.has(parsed.name)) return null
  const fields = Object.entries(parsed.args.toObject())
  // ethers would make objects of empty lists.
  const plain = fields.map(([name, value]) => [name, value instanceof Result ? value.toArray() : value])
  return ledgerEvent.parse({ name: parsed.name, ...Object.fromEntries(plain) })
}

/** The event as text for the database; {@link readLedgerEvent} is its inverse. */
export function writeLedgerEvent(event: LedgerEvent): string {
  return JSON.stringify(event, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value))
}

export function readLedgerEvent(text: string): LedgerEvent {
  return ledgerEvent.parse(JSON.parse(text))
}

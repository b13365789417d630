import { getAddress, type Log } from 'ethers'
import { z } from 'zod'
import type { LockId, SettlementId } from '../ids.ts'
import { escrowInterface } from './escrow-interface.ts'

const bytes32 = z.string().regex(/^0x[0-9a-f]{64}$/)
const lockId = bytes32.transform((text) => text as LockId)
const settlementId = bytes32.transform((text) => text as SettlementId)
const address = z.string().transform((text) => getAddress(text))
/** A bigint from the chain, decimal text from the database. */
const wei = z.union([z.bigint(), z.string().regex(/^\d+$/).transform(BigInt)])
const code = z.union([z.bigint().transform(Number), z.number()])

const lockSkips = ['AlreadyUsed', 'InsufficientStake', 'InsufficientBudget'] as const
const settlementSkips = ['AlreadySettled', 'UnknownLock'] as const
const lockSkip = z.union([z.enum(lockSkips), code.transform((index) => lockSkips[index])])
const settlementSkip = z.union([z.enum(settlementSkips), code.transform((index) => settlementSkips[index])])

/** Every event of the escrow that moves money or ends a wait; the contract documents each. */
const escrowEvent = z.discriminatedUnion('name', [
  z.object({ name: z.literal('ProjectFunded'), projectId: bytes32, owner: address, amount: wei }),
  z.object({ name: z.literal('ProjectRefunded'), projectId: bytes32, to: address, amount: wei }),
  z.object({ name: z.literal('StakeDeposited'), account: address, payer: address, amount: wei }),
  z.object({ name: z.literal('Withdrawn'), account: address, to: address, amount: wei }),
  z.object({
    name: z.literal('StakeLocked'),
    projectId: bytes32,
    lockId,
    account: address,
    stake: wei,
    reward: wei,
  }),
  z.object({
    name: z.literal('StakeLockSkipped'),
    projectId: bytes32,
    lockId,
    account: address,
    reason: lockSkip,
  }),
  z.object({
    name: z.literal('EntrySettled'),
    settlementId,
    account: address,
    lockId,
    reward: wei,
    slashed: wei,
    share: wei,
  }),
  z.object({ name: z.literal('EntrySkipped'), settlementId, lockId }),
  z.object({
    name: z.literal('SettlementApplied'),
    settlementId,
    projectId: bytes32,
    paid: wei,
    slashed: wei,
    returned: wei,
  }),
  z.object({ name: z.literal('SettlementSkipped'), settlementId, reason: settlementSkip }),
])

export type EscrowEvent = z.output<typeof escrowEvent>
type Named<N extends EscrowEvent['name']> = Extract<EscrowEvent, { name: N }>
export type EntrySettled = Named<'EntrySettled'>

/** The event in a log of the escrow; null for one that concerns its administration. */
export function parseEscrowLog(log: Log): EscrowEvent | null {
  const parsed = escrowInterface.parseLog(log)
  if (!parsed) return null
  const known = escrowEvent.safeParse({ name: parsed.name, ...parsed.args.toObject() })
  if (known.success) return known.data
  if (['OperatorChanged', 'OwnershipTransferred', 'OwnershipTransferStarted'].includes(parsed.name))
    return null
  throw new Error(`the escrow's event ${parsed.name} cannot be read`, { cause: known.error })
}

/** The event as text for the database; {@link readEvent} is its inverse. */
export function writeEvent(event: EscrowEvent): string {
  return JSON.stringify(event, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value))
}

export function readEvent(text: string): EscrowEvent {
  return escrowEvent.parse(JSON.parse(text))
}

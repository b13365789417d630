import { Contract } from 'ethers'
import type { BatchId } from '../ids.ts'
import { CONTESTS_VERDICT } from '../ledger/court-messages.ts'
import { type AccountWord, accountLayout } from '../ledger/words.ts'
import { type BatchState, openBatches } from '../store/batches.ts'
import type { Store } from '../store/database.ts'
import { labelLedgerAbi } from './abi/label-ledger.ts'
import { labelTokenAbi } from './abi/label-token.ts'
import { reviewCourtAbi } from './abi/review-court.ts'
import { adoptAccount } from './adopt-account.ts'
import type { ChainClient } from './client.ts'
import { disputeData } from './court/dispute-data.ts'
import type { Contracts } from './deploy.ts'
import { inTime } from './in-time.ts'
import { ledgerInterface, revertReason } from './ledger-interface.ts'

export type MoneyLedger = ReturnType<typeof createMoneyLedger>

/** What an address has on the chain, all at one block. */
export interface LedgerHolder {
  /** Of the block, in seconds since 1970. */
  readonly timestamp: number
  /** Its tokens outside of the ledger, in wei. */
  readonly tokenWei: bigint
  /** Its account on the ledger; null before the first deposit. */
  readonly account: { readonly id: number; readonly word: AccountWord } | null
  /** The next nonce of what it signs. */
  readonly nonce: bigint
  /** The next nonce of what it signs for the court. */
  readonly courtNonce: bigint
  /** What it asked to take out, in units, and from when on it can (seconds since 1970). */
  readonly withdrawal: { readonly units: bigint; readonly readyAt: number }
}

/** The ledger as the money of people needs it: reads, and calls that carry a signature of theirs.
 * @throws ExpectedError `chain.unreachable` from every read */
export function createMoneyLedger(store: Store, client: ChainClient, contracts: Contracts, operator: string) {
  const { provider, chainId } = client
  const ledger = new Contract(contracts.ledger, labelLedgerAbi, provider)
  const token = new Contract(contracts.token, labelTokenAbi, provider)
  const court = new Contract(contracts.court, reviewCourtAbi, provider)
  return {
    chainId,
    ledger: contracts.ledger,
    token: contracts.token,
    court: contracts.court,
    /** What an address has. */
    holder: (address: string): Promise<LedgerHolder> =>
      inTime(client, readHolder(client, { ledger, token, court }, address)),
    /** Takes over what an address already had before it was linked here. */
    adopt: (address: string): Promise<boolean> => adoptAccount(store, client, contracts.ledger, address),
    /** The bytes of a call of the ledger. */
    encode: (name: string, args: readonly unknown[]): string =>
      ledgerInterface.encodeFunctionData(name, args),
    /** The call by which the court takes a signed appeal; null when its votes can no longer be contested. */
    disputeCall: ({ address, appeal, signature }: SignedClaim) =>
      store.transaction(async (trx) => {
        const { batchId, position: item, stage } = appeal
        const batch = (await openBatches(trx)).find(({ id }) => id === batchId)
        if (!batch || batch.state !== CONTESTABLE[stage]) return null
        const claim = { account: address, batch: batch.number, item, kind: CONTESTS_VERDICT, signature }
        return { to: contracts.court, data: disputeData(batch, { stage }, claim) }
      }),
    /** Why a call would fail now, as its custom error; null when it would not. */
    whyNot: (call: { to: string; data: string }): Promise<string | null> =>
      inTime(client, reasonAgainst(client, { from: operator, ...call })),
  }
}

/** What a batch is while the votes of each round can be contested. */
const CONTESTABLE: Readonly<Record<number, BatchState>> = { 1: 'proposed', 2: 'panelProposed' }

/** Who contests which votes, and their signature. */
interface SignedClaim {
  readonly address: string
  readonly appeal: { readonly batchId: BatchId; readonly position: number; readonly stage: number }
  readonly signature: string
}

async function reasonAgainst(
  { provider }: ChainClient,
  call: { from: string; to: string; data: string },
): Promise<string | null> {
  try {
    await provider.call(call)
    return null
  } catch (cause) {
    const reason = revertReason(cause)
    if (reason === null) throw cause
    return reason
  }
}

async function readHolder(
  { provider }: ChainClient,
  { ledger, token, court }: Record<'ledger' | 'token' | 'court', Contract>,
  address: string,
): Promise<LedgerHolder> {
  const block = await provider.getBlock('latest')
  if (!block) throw Object.assign(new Error('the node has no block'), { code: 'SERVER_ERROR' })
  const { number: blockTag, timestamp } = block
  const view = async (contract: Contract, name: string, argument: unknown) =>
    await contract.getFunction(name).staticCall(argument, { blockTag })
  const [tokenWei, id, nonce, courtNonce] = await Promise.all([
    view(token, 'balanceOf', address),
    view(ledger, 'accountOf', address),
    view(ledger, 'nonceOf', address),
    view(court, 'nonces', address),
  ])
  const common = {
    timestamp,
    tokenWei: BigInt(tokenWei),
    nonce: BigInt(nonce),
    courtNonce: BigInt(courtNonce),
  }
  if (id === 0n) return { ...common, account: null, withdrawal: { units: 0n, readyAt: 0 } }
  const [word, withdrawal] = await Promise.all([
    view(ledger, 'accountWord', id),
    view(ledger, 'withdrawalOf', id),
  ])
  return {
    ...common,
    account: { id: Number(id), word: accountLayout.unpack(BigInt(word)) },
    withdrawal: { units: BigInt(withdrawal.units), readyAt: Number(withdrawal.readyAt) },
  }
}

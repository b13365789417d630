import { type Provider, Transaction } from 'ethers'

/** EIP-1559 fees in wei. */
export interface Fees {
  readonly maxFeePerGas: bigint
  readonly maxPriorityFeePerGas: bigint
}

/** Nodes accept a replacement from 10 % above the transaction it replaces. */
const BUMP_PERCENT = 25n

/** What the chain asks for now: twice the base fee (six full blocks of growth) and its suggested tip. */
export async function currentFees(provider: Provider): Promise<Fees> {
  const { maxFeePerGas, maxPriorityFeePerGas } = await provider.getFeeData()
  if (maxFeePerGas === null || maxPriorityFeePerGas === null) {
    throw new Error('the chain has no EIP-1559 fees')
  }
  return { maxFeePerGas, maxPriorityFeePerGas }
}

/** Fees with which a node lets a transaction replace `raw`, and never less than it asks for now. */
export function replacementFees(raw: string, current: Fees): Fees {
  const previous = Transaction.from(raw)
  return {
    maxFeePerGas: bigger(raised(previous.maxFeePerGas), current.maxFeePerGas),
    maxPriorityFeePerGas: bigger(raised(previous.maxPriorityFeePerGas), current.maxPriorityFeePerGas),
  }
}

function raised(fee: bigint | null): bigint {
  return ((fee ?? 0n) * (100n + BUMP_PERCENT)) / 100n + 1n
}

function bigger(one: bigint, other: bigint): bigint {
  return one > other ? one : other
}

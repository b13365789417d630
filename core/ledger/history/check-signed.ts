import { decodeOperators, maskOf, type Quorum, signersOf } from '../quorum.ts'
import { digestOf, type LedgerMessage, ledgerDomain } from '../typed-data.ts'
import type { SignedBy } from './event.ts'
import { type Difference, differs, type OperatorList, type Replay, registryOf } from './replay.ts'

const NOBODY: OperatorList = { operators: [], threshold: 1 }

/** Who signed a call of operators, as the ledger keeps it, and what is wrong with it. */
export interface Signed {
  readonly signers: number
  readonly opsVersion: number
  readonly differences: readonly Difference[]
}

/**
 * Recovers the operators that signed a call, or the `operate` it is part of, and holds them against the list that
 * may sign now.
 */
export function checkSigned(
  replay: Replay,
  { batch, call }: { batch: number; call: string },
  message: LedgerMessage,
  by: SignedBy,
): Signed {
  const signed: LedgerMessage = by.operation ? { type: 'Operation', value: { calls: by.operation } } : message
  return checkDigest(
    replay,
    { batch, call },
    digestOf(ledgerDomain(replay.chainId, replay.ledger), signed),
    by,
  )
}

/** The same for a digest that operators signed. */
export function checkDigest(
  replay: Replay,
  { batch, call }: { batch: number; call: string },
  digest: string,
  by: SignedBy,
): Signed {
  const { version: opsVersion, lists } = registryOf(replay)
  const list = lists.get(opsVersion) ?? NOBODY
  const signers = signersOf(digest, by satisfies Quorum) ?? []
  const differences: Difference[] = []
  if (decodeOperators(by.operators).join() !== list.operators.join()) {
    differences.push(...differs('verify.operators', { batch, call }))
  }
  if (signers.length < list.threshold) {
    const { threshold } = list
    differences.push(...differs('verify.signatures', { batch, call, valid: signers.length, threshold }))
  }
  return { signers: maskOf(signers), opsVersion, differences }
}

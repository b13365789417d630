import type { PersonId } from '../../ids.ts'
import type { OperatorSignature } from '../../ledger/quorum.ts'
import type { Trx } from '../../store/database.ts'
import { type ExpertWallet, expertWallets } from '../../store/demo-experts.ts'
import type { DemoSigner } from '../demo-signer.ts'

interface Gathering {
  /** What is signed. */
  readonly digest: string
  /** Who stands by it. */
  readonly signers: ReadonlySet<PersonId>
  /** The court's experts. */
  readonly addresses: readonly string[]
  readonly demo: DemoSigner | null
  /** Signatures of wallets of their own, by address. */
  readonly given: ReadonlyMap<string, string>
  /** Asks the owner of a wallet for a signature, unless they were asked. */
  readonly ask: (wallet: ExpertWallet) => Promise<void>
}

/** The signatures that there are of experts who stand by something; whoever signs with a wallet of their own is asked
 * for theirs. */
export async function gatherSignatures(
  trx: Trx,
  { digest, signers, addresses, demo, given, ask }: Gathering,
): Promise<OperatorSignature[]> {
  const signed: OperatorSignature[] = []
  for (const wallet of await expertWallets(trx)) {
    const { personId, address: operator, demoIndex } = wallet
    if (!signers.has(personId) || !addresses.includes(operator)) continue
    const own = given.get(operator)
    if (demo && demoIndex !== null) signed.push({ operator, signature: demo.digest(demoIndex, digest) })
    else if (own !== undefined) signed.push({ operator, signature: own })
    else await ask(wallet)
  }
  return signed
}

/** Whether so many signatures are enough for the court; a court without experts takes none. */
export function isQuorum(signed: readonly OperatorSignature[], threshold: number): boolean {
  return signed.length >= Math.max(1, threshold)
}

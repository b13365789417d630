import type { SigningKey } from 'ethers'
import { digestOf, type LedgerMessage, ledgerDomain, type SessionMessage } from '../ledger/typed-data.ts'
import { weiOf } from '../ledger/units.ts'
import type { LedgerPlace } from './quorum.ts'

/** What demo wallets of the local chain sign, each with its own key. */
export interface DemoSigner {
  /** Stake of a demo wallet's seat, in units. */
  readonly seatUnits: bigint
  /** Window of objections on the local chain, whatever a project says. */
  readonly windowMinutes: number
  /** The first message of a demo wallet: a session that may lose the whole stake and never ends in practice. */
  session(index: number, stakeWei: bigint): { readonly message: SessionMessage; readonly signature: string }
  /** The second one: a seat. */
  seat(index: number): { readonly message: { amount: bigint; nonce: bigint }; readonly signature: string }
  /** Any other digest. */
  digest(index: number, digest: string): string
}

/** The 16th of January 2050: the ledger counts hours up to 2055. */
const LONG = 2_525_904_000
const STEP_WEI = 10n ** 16n

/** Signs for the demo wallets, whose keys come from the mnemonic in the data folder. */
export function createDemoSigner(
  place: LedgerPlace,
  seatUnits: bigint,
  wallet: (index: number) => { readonly address: string; readonly signingKey: SigningKey },
  windowMinutes = 0,
): DemoSigner {
  const domain = ledgerDomain(place.chainId, place.ledger)
  const sign = (index: number, message: LedgerMessage) =>
    wallet(index).signingKey.sign(digestOf(domain, message)).serialized
  return {
    seatUnits,
    windowMinutes,
    digest: (index, digest) => wallet(index).signingKey.sign(digest).serialized,
    session(index, stakeWei) {
      const limit = stakeWei - (stakeWei % STEP_WEI)
      const account = wallet(index).address
      const message = { account, maxLoss: limit, maxPerLabel: limit, expiry: LONG, nonce: 0n }
      return { message, signature: sign(index, { type: 'Session', value: message }) }
    },
    seat(index) {
      const message = { account: wallet(index).address, amount: weiOf(seatUnits), nonce: 1n }
      return { message, signature: sign(index, { type: 'SeatRequest', value: message }) }
    },
  }
}

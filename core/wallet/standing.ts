import type { AccountId } from '../ids.ts'
import type { Trx } from '../store/database.ts'
import { findLink, findLinkOfAddress, type WalletLink } from '../store/wallet-links.ts'

/** What linking an address would mean for an account. */
export type Standing =
  | { readonly kind: 'free' }
  /** It is linked to this very account. */
  | { readonly kind: 'own' }
  /** The account has another wallet, which it would take the place of. */
  | { readonly kind: 'replaces'; readonly link: WalletLink }
  /** Another account has it: one wallet is one person. */
  | { readonly kind: 'taken'; readonly link: WalletLink; readonly ownLink: WalletLink | null }

export async function readStanding(trx: Trx, accountId: AccountId, address: string): Promise<Standing> {
  const ownLink = await findLink(trx, accountId)
  const link = await findLinkOfAddress(trx, address)
  if (link?.accountId === accountId) return { kind: 'own' }
  if (link) return { kind: 'taken', link, ownLink }
  return ownLink ? { kind: 'replaces', link: ownLink } : { kind: 'free' }
}

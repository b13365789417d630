import { Wallet } from 'ethers'
import type { Clock } from '../../../core/clock.ts'
import type { Account } from '../../../core/people/account.ts'
import type { Store } from '../../../core/store/database.ts'
import { beginFlow } from '../../../core/wallet/begin-flow.ts'
import { confirmFlow } from '../../../core/wallet/confirm-flow.ts'
import type { WalletFlow } from '../../../core/wallet/flow.ts'
import { createPageLinks } from '../../../core/wallet/page-links.ts'
import type { ChainReader } from '../../../core/wallet/verify-signature.ts'
import { emptyLedger } from '../../support/wallet/empty-ledger.ts'

export const HOUR_MS = 3_600_000
export const CHANGE_MS = 24 * HOUR_MS
const CHAIN_ID = 31_337n
/** No contract wallets are on it. */
export const emptyChain: ChainReader = { chainId: CHAIN_ID, run: async () => '0x', codeAt: async () => '0x' }
export const terms = { chainId: CHAIN_ID, changeMs: CHANGE_MS }

export const newKey = () => new Wallet(Wallet.createRandom().privateKey)

export function pagesOf(store: Store, clock: Clock) {
  return createPageLinks({
    store,
    clock,
    chain: emptyChain,
    money: emptyLedger,
    origin: () => ({ domain: 'link.example.org', uri: 'https://link.example.org/link', chainId: CHAIN_ID }),
    onChange: () => {},
  })
}

/** Begins on the page; the secret of the one-time link. */
export async function begin(store: Store, clock: Clock, account: Account) {
  const asking = { method: 'page', platform: 'web', platformUserId: account.id, handle: null } as const
  return await store.transaction((trx) => beginFlow(trx, clock, account, asking))
}

/** An account's proven flow for the wallet of a key. */
export async function prove(store: Store, clock: Clock, account: Account, key: Wallet): Promise<WalletFlow> {
  const { flow, token } = await begin(store, clock, account)
  const pages = pagesOf(store, clock)
  const { message } = await pages.offer(token, key.address)
  await pages.prove(token, await key.signMessage(message))
  return flow
}

/** Links the wallet of a key to an account. */
export async function link(store: Store, clock: Clock, account: Account, key: Wallet): Promise<void> {
  const { id } = await prove(store, clock, account, key)
  await store.transaction((trx) => confirmFlow(trx, clock, account, id, terms))
}

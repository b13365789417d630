import { getAddress, isAddress } from 'ethers'
import { amount } from '../amount.ts'
import { ExpectedError } from '../errors.ts'
import { findLocale } from '../store/accounts.ts'
import { findPhrase } from '../store/safety-phrases.ts'
import { findBy } from '../store/wallet-flows.ts'
import { TOKEN_SYMBOL } from '../token.ts'
import { hashToken } from './begin-flow.ts'
import type { MoneyWish, WalletFlow, WishKind } from './flow.ts'
import type { LinkingDeps } from './linking-deps.ts'
import { relayWish } from './money/relay-wish.ts'
import { offerMessage } from './offer-message.ts'
import { proveFlow } from './prove-flow.ts'

/** What the link page shows before anything is signed. */
export interface PageView {
  /** Whose account it is for: whoever is shown another name must stop. */
  readonly platform: string
  readonly name: string
  readonly phrase: string | null
  readonly locale: string
  readonly chainId: string
  readonly isProven: boolean
  readonly address: string | null
  /** What is to be signed for the ledger, amounts as decimal numbers of tokens; null: a wallet is to be linked. */
  readonly wish: PageWish | null
}

export interface PageWish {
  readonly kind: WishKind
  readonly symbol: string
  readonly amount: string
  /** Batch and item of a verdict that is contested, or that an audit turns around, for example `12.3`, or empty. */
  readonly reference: string
  readonly loss: string
  readonly perLabel: string
  /** ISO time of the session's end, or empty. */
  readonly until: string
}

/** What the wallet is asked: text by personal_sign, typed by eth_signTypedData_v4. */
export interface PageOffer {
  readonly kind: 'text' | 'typed'
  readonly message: string
}

/** What the link page can do. The secret of a one-time link is all it needs, and opens one flow alone. */
export interface PageLinks {
  /** @throws ExpectedError `wallet.over` */
  open(token: string): Promise<PageView>
  /** The message that the owner of an address must sign.
   * @throws ExpectedError `wallet.over`, `wallet.badAddress`, `wallet.otherAddress` */
  offer(token: string, address: string): Promise<PageOffer>
  /** Takes the signature of the message offered last; the rest happens in the chat.
   * @throws ExpectedError as `proveFlow` and `relayWish` do, `wallet.refusedWish` */
  prove(token: string, signature: string): Promise<{ readonly address: string }>
}

type PageDeps = Pick<LinkingDeps, 'store' | 'clock' | 'chain' | 'money' | 'origin' | 'onChange'>

export function createPageLinks(deps: PageDeps): PageLinks {
  const { store, clock, chain, money, origin, onChange } = deps
  const find = async (token: string): Promise<WalletFlow> => {
    const flow = await store.transaction((trx) => findBy(trx, 'token_hash', hashToken(token)))
    // What is signed and on its way to the chain has no deadline: the page still says so.
    const isLate = flow?.deadline !== null && (flow?.deadline ?? '') <= clock.now()
    if (!flow || flow.endedAt || isLate) throw over()
    return flow
  }
  return {
    open: async (token) => {
      const flow = await find(token)
      const { accountId, platform, address } = flow
      const [phrase, locale] = await store.transaction(async (trx) => [
        await findPhrase(trx, accountId),
        await findLocale(trx, accountId),
      ])
      return {
        platform,
        name: flow.handle ?? flow.platformUserId,
        phrase,
        locale: locale ?? 'en',
        chainId: `0x${chain.chainId.toString(16)}`,
        isProven: flow.state === 'proven' || flow.state === 'sent',
        address,
        wish: flow.wish && pageWish(flow.wish),
      }
    },
    offer: async (token, given) => {
      const flow = await find(token)
      if (!isAddress(given)) throw new ExpectedError('wallet.badAddress', {})
      const address = getAddress(given)
      if (flow.wish && address !== flow.address) {
        throw new ExpectedError('wallet.otherAddress', { given: address, wanted: flow.address ?? '' })
      }
      const offered = await store.transaction((trx) =>
        offerMessage(trx, origin, clock.now(), flow, { address }),
      )
      if (!offered?.message) throw over()
      onChange(flow.id)
      return { kind: flow.wish ? 'typed' : 'text', message: offered.message }
    },
    prove: async (token, signature) => {
      const { id, wish } = await find(token)
      const { address, failure } = wish
        ? await relayWish({ store, clock, money }, id, signature)
        : await proveFlow({ store, clock, chain }, id, signature)
      onChange(id)
      if (failure !== null) throw new ExpectedError('wallet.refusedWish', {})
      return { address: address ?? '' }
    },
  }
}

function pageWish({ kind, amountWei, session, appeal, finding }: MoneyWish): PageWish {
  const about = appeal ?? finding
  return {
    kind,
    symbol: TOKEN_SYMBOL,
    amount: amount(amountWei),
    reference: about ? `${about.batch}.${about.position}` : '',
    loss: amount(session?.lossWei ?? 0n),
    perLabel: amount(session?.perLabelWei ?? 0n),
    until: session ? new Date(session.expiry * 1_000).toISOString() : '',
  }
}

function over(): ExpectedError {
  return new ExpectedError('wallet.over', {})
}

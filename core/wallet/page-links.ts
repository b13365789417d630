import { getAddress, isAddress } from 'ethers'
import { ExpectedError } from '../errors.ts'
import { findLocale } from '../store/accounts.ts'
import { findPhrase } from '../store/safety-phrases.ts'
import { findBy } from '../store/wallet-flows.ts'
import { hashToken } from './begin-flow.ts'
import type { WalletFlow } from './flow.ts'
import type { LinkingDeps } from './linking-deps.ts'
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
}

/** What the link page can do. The secret of a one-time link is all it needs, and opens one flow alone. */
export interface PageLinks {
  /** @throws ExpectedError `wallet.over` */
  open(token: string): Promise<PageView>
  /** The message that the owner of an address must sign.
   * @throws ExpectedError `wallet.over`, `wallet.badAddress` */
  offer(token: string, address: string): Promise<{ readonly message: string }>
  /** Takes the signature of the message offered last; the rest happens in the chat.
   * @throws ExpectedError as `proveFlow` does */
  prove(token: string, signature: string): Promise<{ readonly address: string }>
}

type PageDeps = Pick<LinkingDeps, 'store' | 'clock' | 'chain' | 'origin' | 'onChange'>

export function createPageLinks(deps: PageDeps): PageLinks {
  const { store, clock, chain, origin, onChange } = deps
  const find = async (token: string): Promise<WalletFlow> => {
    const flow = await store.transaction((trx) => findBy(trx, 'token_hash', hashToken(token)))
    if (!flow || flow.endedAt || (flow.deadline ?? '') <= clock.now()) throw over()
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
        isProven: flow.state === 'proven',
        address,
      }
    },
    offer: async (token, given) => {
      const flow = await find(token)
      if (!isAddress(given)) throw new ExpectedError('wallet.badAddress', {})
      const address = getAddress(given)
      const offered = await store.transaction((trx) =>
        offerMessage(trx, origin(), clock.now(), flow, { address }),
      )
      if (!offered?.message) throw over()
      onChange(flow.id)
      return { message: offered.message }
    },
    prove: async (token, signature) => {
      const { id } = await find(token)
      const { address } = await proveFlow({ store, clock, chain }, id, signature)
      onChange(id)
      return { address: address ?? '' }
    },
  }
}

function over(): ExpectedError {
  return new ExpectedError('wallet.over', {})
}

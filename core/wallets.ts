import type { Logger } from 'pino'
import { isAlive } from './chain/processes.ts'
import type { ChainReader } from './chain/read-code.ts'
import type { Clock } from './clock.ts'
import type { Config } from './config.ts'
import { ExpectedError } from './errors.ts'
import type { WalletFlowId } from './ids.ts'
import type { Store } from './store/database.ts'
import { applyChanges } from './wallet/apply-changes.ts'
import type { MessageOrigin } from './wallet/link-message.ts'
import { createWalletLinking } from './wallet/linking.ts'
import { adoptLinked } from './wallet/money/adopt-linked.ts'
import type { MoneyLedger } from './wallet/money/money-ledger.ts'
import { createPageLinks, type PageLinks } from './wallet/page-links.ts'
import { humanPassport } from './wallet/personhood/human-passport.ts'
import { proofOfHumanity } from './wallet/personhood/proof-of-humanity.ts'
import { refreshPersonhood } from './wallet/personhood/refresh-personhood.ts'
import type { PersonhoodCheck } from './wallet/personhood/signal.ts'
import { createLease } from './wallet/walletconnect/lease.ts'
import { openWalletConnect } from './wallet/walletconnect/open-walletconnect.ts'

/** Everything about people's own wallets that goes on by itself. */
export interface Wallets {
  readonly chain: ChainReader
  /** The money of people on the ledger. */
  readonly money: MoneyLedger
  readonly pages: PageLinks
  /** Origin of the pages for wallets; null when there are none. Set once a server of them has its port. */
  pagesUrl: string | null
  /** Adapters' side: how a flow that changed is shown, and how everything that was missed is. */
  screens: { refresh(id: WalletFlowId): Promise<void>; sweep(): Promise<void> }
  /** What people sign names our pages.
   * @throws ExpectedError `wallet.notSetUp` */
  origin(): MessageOrigin
  tick(): Promise<void>
  sweep(): Promise<void>
  applyChanges(): Promise<number>
  /** Asks contracts of others about linked wallets. */
  refreshPersonhood(): Promise<number>
  stop(): Promise<void>
}

interface WalletsDeps {
  readonly config: Config
  readonly store: Store
  readonly clock: Clock
  readonly log: Logger
  readonly chain: ChainReader
  readonly money: MoneyLedger
}

/** Nothing runs before the first `tick`. */
export function createWallets({ config, store, clock, log, chain, money }: WalletsDeps): Wallets {
  const origin = (): MessageOrigin => {
    if (wallets.pagesUrl === null) throw new ExpectedError('wallet.notSetUp', {})
    const { host: domain } = new URL(wallets.pagesUrl)
    return { domain, uri: `${wallets.pagesUrl}/link`, chainId: chain.chainId }
  }
  const { walletConnect, personhood } = config
  const checks = checksOf(personhood)
  const openConnector = (settings: NonNullable<Config['walletConnect']>) => () =>
    openWalletConnect({
      store,
      log,
      settings: { ...settings, chainId: `eip155:${chain.chainId}`, metadata: metadataOf(origin()) },
    })
  const onChange = (id: WalletFlowId) => void wallets.screens.refresh(id)
  const linking = createWalletLinking({
    store,
    clock,
    log,
    chain,
    money,
    origin,
    lease: createLease(store, clock, isAlive),
    onChange,
    ...(walletConnect && { openConnector: openConnector(walletConnect) }),
  })
  const wallets: Wallets = {
    chain,
    money,
    pages: createPageLinks({ store, clock, chain, money, origin, onChange }),
    pagesUrl: config.link?.url ?? null,
    screens: { refresh: async () => {}, sweep: async () => {} },
    origin,
    tick: linking.tick.bind(linking),
    sweep: () => wallets.screens.sweep(),
    refreshPersonhood: () => refreshPersonhood({ store, clock, log, checks }),
    applyChanges: async () => {
      const made = await applyChanges(store, clock, chain.chainId)
      await adoptLinked(store, money)
      return made
    },
    stop: linking.stop.bind(linking),
  }
  return wallets
}

function checksOf({ humanity, passport }: Config['personhood']): PersonhoodCheck[] {
  return [...(humanity ? [proofOfHumanity(humanity)] : []), ...(passport ? [humanPassport(passport)] : [])]
}

/** How wallet apps show us. */
function metadataOf({ uri }: MessageOrigin) {
  const { origin } = new URL(uri)
  return {
    name: 'Tagora',
    description: 'Label together. Agree. Get paid.',
    url: origin,
    icons: [`${origin}/icon.svg`],
    redirect: { universal: `${origin}/back` },
  }
}

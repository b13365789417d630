import type { Services, WalletServices } from '../commands/services.ts'
import type { App } from '../core/app.ts'
import { TOKEN_SYMBOL } from '../core/token.ts'
import type { LinkMethod } from '../core/wallet/flow.ts'
import { checkedSignals } from '../core/wallet/personhood/signal.ts'

/** Stake every demo wallet gets: enough for a hundred open items of the sample. */
const DEMO_STAKE_WEI = 100n * 10n ** 18n

/** What commands need to know of the running core. */
export function servicesOf(app: App): Services {
  const { addressOf } = app.chain
  return {
    tokenSymbol: TOKEN_SYMBOL,
    demoWallets: addressOf && { addressOf, stakeWei: DEMO_STAKE_WEI },
    personhood: checkedSignals.filter((signal) => app.config.personhood[signal]),
    seat: { ledger: app.chain.contracts.ledger, stakeWei: app.chain.seatStakeWei },
    wallets: walletServicesOf(app),
    money: app.wallets.money,
    ledgerChecks: {
      recheck: app.chain.recheck,
      treasury: app.chain.treasury,
      transactionUrl: (hash) => app.config.explorerUrl && `${app.config.explorerUrl}/tx/${hash}`,
    },
  }
}

function walletServicesOf({ config, wallets, scheduler, log }: App): WalletServices {
  const pages = () => wallets.pagesUrl ?? ''
  return {
    chainId: wallets.chain.chainId,
    changeMs: config.walletChangeMs,
    methodsOn: (platform) => {
      if (wallets.pagesUrl === null) return []
      // Pages of this machine alone lead nowhere from elsewhere.
      const hasPage = config.link !== undefined || platform === 'web'
      const methods: (LinkMethod | false)[] = [
        config.walletConnect !== undefined && 'walletconnect',
        hasPage && 'page',
      ]
      return methods.filter((method) => method !== false)
    },
    // Behind the sign, so that it never reaches a server or its log.
    linkUrl: (token) => `${pages()}/link#${token}`,
    openUrl: (uri) => `${pages()}/open#${encodeURIComponent(uri)}`,
    wake: () => {
      setImmediate(() => {
        scheduler.runNow('wallets').catch((err: unknown) => log.error({ err }, 'wallets were not looked at'))
      })
    },
  }
}

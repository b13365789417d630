import type { Logger } from 'pino'
import type { Clock } from '../clock.ts'
import type { WalletFlowId } from '../ids.ts'
import type { Store } from '../store/database.ts'
import type { MessageOrigin } from './link-message.ts'
import type { MoneyLedger } from './money/money-ledger.ts'
import type { ChainReader } from './verify-signature.ts'
import type { Connector } from './walletconnect/connector.ts'
import type { Lease } from './walletconnect/lease.ts'

/** What linking is built on. */
export interface LinkingDeps {
  readonly store: Store
  readonly clock: Clock
  readonly log: Logger
  readonly chain: ChainReader
  readonly money: MoneyLedger
  /** Where our pages are, for the message to sign. */
  readonly origin: () => MessageOrigin
  /** Absent: wallets are only linked on the page. */
  readonly openConnector?: () => Connector
  /** The right to use the connector: one process at a time speaks for the stored keys. */
  readonly lease: Lease
  /** Is told of every change of a flow that no tap has made. Never throws. */
  readonly onChange: (id: WalletFlowId) => void
}

import type { Wallet } from 'ethers'
import type { Logger } from 'pino'
import type { Clock } from '../clock.ts'
import type { Store } from '../store/database.ts'
import type { ChainClient } from './client.ts'
import type { SenderLease } from './sender-lease.ts'

/** What every step of the sender works with. */
export interface SenderContext {
  readonly store: Store
  readonly client: ChainClient
  readonly clock: Clock
  readonly log: Logger
  readonly wallet: Wallet
  readonly lease: SenderLease
}

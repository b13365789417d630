import { Wallet } from 'ethers'
import type { Logger } from 'pino'
import type { Clock } from '../clock.ts'
import type { Store } from '../store/database.ts'
import { type ChainClient, explainChainError } from './client.ts'
import { Follower } from './follow-sent.ts'
import { createSenderLease } from './sender-lease.ts'
import { signNext } from './sign-next.ts'

/** idle: nothing left to do; waiting: something is not mined or not confirmed yet; standby: another sender works. */
export type SenderState = 'idle' | 'waiting' | 'standby'

/**
 * Sends the operator's queued transactions, one at a time: a call is signed only when the one before it is mined,
 * because what it costs, and whether it reverts, depends on what those before it did.
 */
export interface Sender {
  readonly address: string
  /** Takes every step that can be taken now.
   * @throws ExpectedError `chain.unreachable` */
  tick(): Promise<SenderState>
  /** Waits for the running tick and gives the right to send away. */
  close(): Promise<void>
}

export interface SenderOptions {
  readonly store: Store
  readonly client: ChainClient
  readonly clock: Clock
  readonly log: Logger
  readonly operatorKey: string
  /** Age at which an unmined transaction is sent again with higher fees. */
  readonly bumpAfterMs?: number
}

const BUMP_AFTER_MS = 60_000
/** So many steps in a tick, then others get their turn. */
const MAX_STEPS = 100

export function createSender(options: SenderOptions): Sender {
  const { store, client, clock, log } = options
  const wallet = new Wallet(options.operatorKey)
  const lease = createSenderLease(store, clock)
  const context = { store, client, clock, log, wallet, lease }
  const follower = new Follower(context, options.bumpAfterMs ?? BUMP_AFTER_MS)
  let running: Promise<SenderState> | null = null

  async function step(): Promise<SenderState | 'again'> {
    if (!(await lease.acquire())) return 'standby'
    const open = await follower.follow()
    if (open.unmined > 0) return 'waiting'
    const signed = await signNext(context)
    if (signed === 'none') return open.unconfirmed > 0 ? 'waiting' : 'idle'
    if (signed !== 'failed') await follower.launch(signed)
    return 'again'
  }

  async function steps(): Promise<SenderState> {
    for (let taken = 0; taken < MAX_STEPS; taken++) {
      const state = await step()
      if (state !== 'again') return state
    }
    return 'waiting'
  }

  async function tick(): Promise<SenderState> {
    try {
      return await steps()
    } catch (cause) {
      throw explainChainError(client, cause)
    }
  }

  return {
    address: wallet.address,
    tick() {
      running ??= tick().finally(() => {
        running = null
      })
      return running
    },
    async close() {
      await running?.catch((cause: unknown) => log.warn({ err: cause }, 'last step of the sender failed'))
      await lease.release()
    },
  }
}

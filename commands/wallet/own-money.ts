import { ExpectedError } from '../../core/errors.ts'
import { greatest } from '../../core/ledger/units.ts'
import { activeProjects } from '../../core/projects/active-projects.ts'
import { bondsAtCourt } from '../../core/store/appeals.ts'
import { findWallet } from '../../core/store/wallets.ts'
import { demoIndexOf, lastSession } from '../../core/store/wishes.ts'
import type { FlowMethod, SessionTerms } from '../../core/wallet/flow.ts'
import { type Holdings, holdingsOf } from '../../core/wallet/money/holdings.ts'
import type { LedgerHolder } from '../../core/wallet/money/money-ledger.ts'
import type { LongContext } from '../command.ts'
import { moneyLedger } from './flow-view.ts'

/** A person's money, read from the chain. */
export interface OwnMoney {
  readonly address: string
  /** What open answers and appeals on their way hold by our books, in wei. */
  readonly heldWei: bigint
  readonly holder: LedgerHolder
  readonly has: Holdings
  /** The limits they signed last. */
  readonly signed: SessionTerms | null
  /** How their wallet can sign from where they are. */
  readonly methods: readonly FlowMethod[]
  /** Highest stake for one label among the running projects, in wei. */
  readonly dearestWei: bigint
}

/** @throws ExpectedError `money.noWallet`, `chain.unreachable` */
export async function readOwnMoney({ store, account, services, event }: LongContext): Promise<OwnMoney> {
  const known = await store.transaction(async (trx) => {
    const wallet = await findWallet(trx, account.id)
    if (!wallet) throw new ExpectedError('money.noWallet', {})
    const projects = await activeProjects(trx)
    return {
      address: wallet.address,
      // The ledger does not count what the court holds as stake any more.
      heldWei: wallet.heldWei - (await bondsAtCourt(trx, account.id)),
      isDemo: (await demoIndexOf(trx, wallet.address)) !== null,
      signed: await lastSession(trx, wallet.address),
      stakes: projects.map(({ definition }) => definition.stake.perAnnotation),
    }
  })
  const { address, heldWei, isDemo, signed, stakes } = known
  const ledger = moneyLedger(services)
  const holder = await ledger.holder(address)
  if (holder.account && !isDemo) await ledger.adopt(address)
  return {
    address,
    heldWei,
    holder,
    has: holdingsOf(holder, heldWei),
    signed,
    methods: isDemo ? ['none'] : (services.wallets?.methodsOn(event.platform) ?? []),
    dearestWei: greatest(stakes),
  }
}

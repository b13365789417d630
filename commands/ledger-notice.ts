import { amount } from '../core/amount.ts'
import type { Notification } from '../core/notifications/notification.ts'
import type { Translate } from '../locales/messages.ts'
import type { Services } from './services.ts'

/** What the ledger did to somebody beside a payout. */
export type LedgerNotice = Notification<
  'stake.returned' | 'stake.lent' | 'audit.slashed' | 'operator.slashed' | 'session.ended'
>

const KINDS: ReadonlySet<string> = new Set([
  'stake.returned',
  'stake.lent',
  'audit.slashed',
  'operator.slashed',
  'session.ended',
])

export function isOfLedger(notification: Notification): notification is LedgerNotice {
  return KINDS.has(notification.kind)
}

/** Words such a notice, with its transaction as the receipt. */
export function ledgerNotice(t: Translate, services: Services, notice: LedgerNotice): string[] {
  const receipt = t('notice.transaction', { hash: notice.params.transactionHash })
  return [...linesOf(t, services, notice), receipt]
}

function linesOf(t: Translate, { tokenSymbol: symbol }: Services, { kind, params }: LedgerNotice): string[] {
  switch (kind) {
    case 'stake.returned':
      return [
        t(`notice.stakeReturned.${params.why}`, { count: params.labels }),
        t('notice.returned'),
        ...(params.paidWei === '0'
          ? []
          : [t('notice.latePaid', { paid: amount(BigInt(params.paidWei)), symbol })]),
      ]
    case 'stake.lent':
      return [t('notice.stakeLent', { lent: amount(BigInt(params.lentWei)), symbol })]
    case 'audit.slashed':
      return [t('notice.auditSlashed', { slashed: amount(BigInt(params.slashedWei)), symbol })]
    case 'operator.slashed': {
      const won = { won: amount(BigInt(params.wonWei)), symbol }
      return [t('notice.operatorSlashed', { operator: params.operator, ...won })]
    }
    case 'session.ended':
      return [t('notice.sessionEnded')]
  }
}

import { amount } from '../core/amount.ts'
import type { Notification, NotificationParams } from '../core/notifications/notification.ts'
import type { Translate } from '../locales/messages.ts'
import { percent } from './percent.ts'
import type { ButtonDraft } from './screen.ts'
import type { Services } from './services.ts'
import { plainText } from './text.ts'
import { dateTime } from './wallet/date-time.ts'

/** Notices of audits, with where one goes from each; null: nowhere. */
const WAYS = {
  'audit.asked': null,
  'audit.found': 'finding',
  'audit.stands': null,
  'audit.dropped': null,
  'audit.unsigned': null,
  'audit.repaid': null,
} as const

type AuditNotice = Notification<keyof typeof WAYS>

export function isAuditNotice(notification: Notification): notification is AuditNotice {
  return Object.hasOwn(WAYS, notification.kind)
}

/** The button that leads to what such a notice is about, or null. */
export function auditCommand(t: Translate, notification: Notification): ButtonDraft | null {
  const command = isAuditNotice(notification) ? WAYS[notification.kind] : null
  return command && { label: plainText(t('appeal.see')), command, style: 'primary' }
}

/** Words a notice of an audit. */
export function auditLines(
  t: Translate,
  { tokenSymbol: symbol }: Services,
  { kind, params }: AuditNotice,
): string[] {
  switch (kind) {
    case 'audit.asked':
      return [t('notice.auditAsked', params)]
    case 'audit.found':
      return [
        ...saidLines(t, params),
        t(params.money === 'loses' ? 'finding.loses' : 'finding.reputation'),
        t('finding.until', { due: dateTime(t, params.until) }),
      ]
    case 'audit.stands':
      return standsLines(t, params)
    case 'audit.dropped':
      return [t('notice.auditDropped', { project: params.project, excerpt: params.excerpt })]
    case 'audit.unsigned':
      return [t('notice.auditUnsigned', params)]
    case 'audit.repaid':
      return [
        t('notice.auditRepaid', { amount: amount(BigInt(params.amountWei)), symbol }),
        t('notice.transaction', { hash: params.transactionHash }),
      ]
  }
}

function saidLines(t: Translate, params: NotificationParams<'audit.found'>): string[] {
  const { project, excerpt, label, right, why } = params
  return [t('notice.auditFound', { project, excerpt, label, right }), t('practice.why', { why })]
}

/** What stands, and what follows for reputation and money. */
function standsLines(t: Translate, params: NotificationParams<'audit.stands'>): string[] {
  const { project, excerpt, label, right, why, isRight, before, after, money } = params
  return [
    isRight
      ? t('notice.auditRight', { project, excerpt, label })
      : t('notice.auditWrong', { project, excerpt, label, right }),
    t('practice.why', { why }),
    ...(before === null || after === null
      ? []
      : [t('notice.goldReputation', { before: percent(t, before), after: percent(t, after) })]),
    ...(money === 'none' ? [] : [t(`notice.auditMoney.${money}`)]),
  ]
}

import { amount } from '../core/amount.ts'
import type { Notification, NotificationParams } from '../core/notifications/notification.ts'
import type { Translate } from '../locales/messages.ts'
import type { ButtonDraft } from './screen.ts'
import type { Services } from './services.ts'
import { plainText } from './text.ts'
import { dateTime } from './wallet/date-time.ts'

/** Notices of draws, votes, appeals, rulings and groups, with where one goes from each; null: nowhere. */
const WAYS = {
  'validator.drawn': 'validate',
  'validator.reminded': 'validate',
  'verdict.against': 'appeal',
  'appeal.closed': null,
  'item.contested': null,
  'verdict.questioned': null,
  'item.toExperts': null,
  'item.ruled': null,
  'expert.asked': null,
  'group.lost': null,
  'expert.sign': 'verdict',
  'audit.sign': 'verdict',
} as const

/** What the button to each says. */
const WORDS = {
  validate: 'validator.begin',
  appeal: 'appeal.see',
  verdict: 'appeal.review',
} as const

type ReviewNotice = Notification<keyof typeof WAYS>

export function isReviewNotice(notification: Notification): notification is ReviewNotice {
  return Object.hasOwn(WAYS, notification.kind)
}

/** The button that leads to what such a notice is about, or null. */
export function reviewCommand(t: Translate, notification: Notification): ButtonDraft | null {
  const command = isReviewNotice(notification) ? WAYS[notification.kind] : null
  if (command === null) return null
  const label = plainText(t(WORDS[command]))
  return { label, command, style: 'primary' }
}

/** Words a notice of a draw, of votes, of an appeal, of a ruling or of a group. */
export function reviewLines(t: Translate, services: Services, { kind, params }: ReviewNotice): string[] {
  switch (kind) {
    case 'validator.drawn':
      return [t('notice.drawn', { count: params.count, due: dateTime(t, params.deadline) })]
    case 'validator.reminded':
      return [t('notice.reminded', { count: params.count, due: dateTime(t, params.deadline) })]
    case 'verdict.against':
      return [t('notice.verdictAgainst', { count: params.count, due: dateTime(t, params.deadline) })]
    case 'appeal.closed':
      return appealLines(t, services, params)
    case 'item.contested': {
      const due = dateTime(t, params.deadline)
      return [t(params.stage === 1 ? 'notice.contested' : 'notice.contestedTwice', { due })]
    }
    case 'verdict.questioned': {
      const due = { count: params.count, due: dateTime(t, params.deadline) }
      return [t('notice.questioned', due), t(params.stage === 1 ? 'notice.toOthers' : 'notice.toTheExperts')]
    }
    case 'item.toExperts':
      return [t('notice.toExperts', { count: params.count, due: dateTime(t, params.deadline) })]
    case 'item.ruled':
      return rulingLines(t, params)
    case 'expert.sign':
      return [t('notice.expertSign', { count: params.count, due: dateTime(t, params.deadline) })]
    case 'audit.sign':
      return [t('notice.auditSign', { count: params.count, due: dateTime(t, params.deadline) })]
    case 'expert.asked':
      return [t('notice.expertAsked', params)]
    case 'group.lost':
      return [t('notice.groupLost', params)]
  }
}

/** How experts decided an item, and why. */
function rulingLines(t: Translate, { reasons, ...ruled }: NotificationParams<'item.ruled'>): string[] {
  return [
    whatRuled(t, ruled, reasons.length === 0),
    ...reasons.map((reason) => t('notice.ruledWhy', { reason })),
  ]
}

function whatRuled(
  t: Translate,
  { excerpt, label, isUnclear }: Omit<NotificationParams<'item.ruled'>, 'reasons'>,
  isSilent: boolean,
): string {
  if (label !== null) return t('notice.ruled', { excerpt, label })
  if (isUnclear) return t(isSilent ? 'notice.ruledUnclearSilent' : 'notice.ruledUnclear', { excerpt })
  return t(isSilent ? 'notice.ruledSilent' : 'notice.ruledUndecidable', { excerpt })
}

/** What came of an appeal; whoever took part without appealing is told of the verdict alone. */
function appealLines(
  t: Translate,
  { tokenSymbol: symbol }: Services,
  { state, isOwn, isFree, isUnclear, bondWei, wonWei }: NotificationParams<'appeal.closed'>,
): string[] {
  const returned = isUnclear ? 'unclear' : 'returned'
  const outcome = state === 'upheld' || state === 'lost' || state === 'failed' ? state : returned
  if (!isOwn) return [t(`notice.appealOf.${outcome === 'failed' ? 'returned' : outcome}`)]
  const bond = { bond: amount(BigInt(bondWei)), symbol }
  const isKept = outcome === 'lost' && !isFree
  const won = { won: amount(BigInt(wonWei)), symbol }
  return [
    t(`notice.appeal.${outcome}`),
    t(isKept ? 'notice.bondLost' : 'notice.bondBack', bond),
    ...(wonWei === '0' ? [] : [t('notice.bondWon', won)]),
  ]
}

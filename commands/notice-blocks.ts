import { amount } from '../core/amount.ts'
import type { Notification, NotificationParams } from '../core/notifications/notification.ts'
import { ranks } from '../core/people/account.ts'
import type { Translate } from '../locales/messages.ts'
import { auditCommand, auditLines, isAuditNotice } from './audit-notices.ts'
import { breakerLines, isBreakerNotice } from './breaker-notices.ts'
import { healthNotice } from './health-notice.ts'
import { isOfLedger, ledgerNotice } from './ledger-notice.ts'
import { percent } from './percent.ts'
import { isReviewNotice, reviewCommand, reviewLines } from './review-notices.ts'
import type { Block, ScreenDraft } from './screen.ts'
import type { Services } from './services.ts'
import { paragraph, plainText } from './text.ts'
import { tiedNotice } from './tied-notice.ts'
import { dateTime } from './wallet/date-time.ts'
import { isWalletNotice, walletLines } from './wallet-notices.ts'

/** Where moderators see what a notice is about. */
const LOOK = {
  'gold.proposed': 'gold list',
  'gold.disputed': 'gold disputes',
  'gold.objected': 'gold disputes',
  'health.alarm': 'project health',
  'breaker.tripped': 'breaker list',
  'breaker.audited': 'breaker list',
} as const

/** People named in one notice. */
const NAMED = 10

/** Words one notification: what happened, with the figures behind it. */
export function noticeBlocks(t: Translate, services: Services, notification: Notification): Block[] {
  return linesOf(t, services, notification).map(paragraph)
}

/** What a notification asks to be answered right away. */
export function noticeButtons(t: Translate, notification: Notification): ScreenDraft['buttons'] {
  if (notification.kind === 'wallet.sessionEnds') {
    const args = { loss: 'usual' }
    return [[{ label: plainText(t('money.renew')), command: 'session', args, style: 'primary' }]]
  }
  if (notification.kind === 'wallet.changeAsked') {
    return [[{ label: plainText(t('wallet.cancelChange')), command: 'wallet-cancel', style: 'danger' }]]
  }
  if (notification.kind === 'work.returned') {
    const args = { item: notification.params.itemId }
    return [[{ label: plainText(t('resubmit.button')), command: 'resubmit', args, style: 'primary' }]]
  }
  const way = reviewCommand(t, notification) ?? auditCommand(t, notification)
  if (way) return [[way]]
  if (isToLookAt(notification)) {
    const args = { project: notification.params.project }
    const command = LOOK[notification.kind]
    return [[{ label: plainText(t('notice.look')), command, args, style: 'primary' }]]
  }
  if (notification.kind !== 'wallet.joinAsked') return []
  const { joinId: join } = notification.params
  return [
    [
      {
        label: plainText(t('wallet.joinYes')),
        command: 'wallet-join',
        args: { join, mine: 'yes' },
        style: 'success',
      },
      {
        label: plainText(t('wallet.joinNo')),
        command: 'wallet-join',
        args: { join, mine: 'no' },
        style: 'danger',
      },
    ],
  ]
}

function isToLookAt(notification: Notification): notification is Notification<keyof typeof LOOK> {
  return Object.hasOwn(LOOK, notification.kind)
}

function linesOf(t: Translate, services: Services, notification: Notification): string[] {
  if (isReviewNotice(notification)) return reviewLines(t, services, notification)
  if (isAuditNotice(notification)) return auditLines(t, services, notification)
  if (isBreakerNotice(notification)) return breakerLines(t, notification)
  if (isWalletNotice(notification)) return walletLines(t, services, notification)
  if (isOfLedger(notification)) return ledgerNotice(t, services, notification)
  const { kind, params } = notification
  switch (kind) {
    case 'payout.settled':
      return payoutLines(t, services, params)
    case 'work.returned':
      return [t('notice.workReturned', { project: params.project, due: dateTime(t, params.deadline) })]
    case 'rank.changed':
      return rankLines(t, params)
    case 'rank.set':
      return [t('notice.rankSet', { project: params.project, rank: t(`rank.${params.to}`) })]
    case 'gold.repaired':
      return repairLines(t, params)
    case 'gold.proposed':
      return [t('notice.goldProposed', params)]
    case 'gold.disputed':
      return [t('notice.goldDisputed', { ...params, probability: percent(t, params.probability) })]
    case 'gold.objected':
      return [t('notice.goldObjected', params)]
    case 'gold.lookedAgain':
      return lookedAgainLines(t, params)
    case 'health.alarm':
      return healthNotice(t, params)
    case 'people.tied':
      return tiedNotice(t, params)
    case 'gold.leaked':
      return [t('notice.goldLeaked', { ...params, people: params.people.slice(0, NAMED).join(', ') })]
  }
}

/** What was paid, shared and lost, and the transaction that did it. */
function payoutLines(
  t: Translate,
  { tokenSymbol: symbol }: Services,
  params: NotificationParams<'payout.settled'>,
): string[] {
  const { labels, rewardWei, shareWei, slashedWei, transactionHash } = params
  return [
    t('notice.settled', { count: labels, reward: amount(BigInt(rewardWei)), symbol }),
    ...(shareWei === '0' ? [] : [t('notice.share', { share: amount(BigInt(shareWei)), symbol })]),
    slashedWei === '0'
      ? t('notice.returned')
      : t('notice.slashed', { slashed: amount(BigInt(slashedWei)), symbol }),
    t('notice.transaction', { hash: transactionHash }),
  ]
}

/** What was stated after somebody had objected. */
function lookedAgainLines(t: Translate, params: NotificationParams<'gold.lookedAgain'>): string[] {
  const { why, ...words } = params
  const verdict = words.label === words.right ? t('notice.goldYours', words) : t('notice.goldStays', words)
  return why === null ? [verdict] : [verdict, t('practice.why', { why })]
}

/** What was wrong with a check, and what follows. */
function repairLines(t: Translate, params: NotificationParams<'gold.repaired'>): string[] {
  const { checkedBy, right, before, after, ...what } = params
  return [
    checkedBy === null
      ? t('notice.goldSettled', { ...what, right: right ?? '' })
      : right === null
        ? t('notice.goldWrong', { ...what, checkedBy })
        : t('notice.goldCorrected', { ...what, checkedBy, right }),
    t('notice.goldReputation', { before: percent(t, before), after: percent(t, after) }),
    t('notice.goldMoney'),
  ]
}

/** Which way a rank went, and the figures it went by. */
function rankLines(t: Translate, params: NotificationParams<'rank.changed'>): string[] {
  const { project, from, to, answers: count } = params
  const isUp = ranks.indexOf(to) > ranks.indexOf(from)
  const figures = {
    count,
    accuracy: percent(t, params.accuracy),
    low: percent(t, params.low),
    high: percent(t, params.high),
    threshold: percent(t, params.threshold),
  }
  return isUp
    ? [t('notice.rankUp', { project, rank: t(`rank.${to}`) }), t('notice.rankUpWhy', figures)]
    : [
        t('notice.rankDown', { project, rank: t(`rank.${to}`) }),
        t('notice.rankDownWhy', { ...figures, from: t(`rank.${from}`) }),
        t('notice.rankMoney'),
      ]
}

import { amount } from '../core/amount.ts'
import type { Notification, NotificationParams } from '../core/notifications/notification.ts'
import { ranks } from '../core/people/account.ts'
import type { Translate } from '../locales/messages.ts'
import { percent } from './percent.ts'
import type { Block } from './screen.ts'
import type { Services } from './services.ts'
import { paragraph } from './text.ts'

/** Words one notification: what happened, with the figures behind it. */
export function noticeBlocks(t: Translate, services: Services, notification: Notification): Block[] {
  return linesOf(t, services, notification).map(paragraph)
}

function linesOf(t: Translate, services: Services, { kind, params }: Notification): string[] {
  switch (kind) {
    case 'payout.settled':
      return payoutLines(t, services, params)
    case 'rank.changed':
      return rankLines(t, params)
    case 'rank.set':
      return [t('notice.rankSet', { project: params.project, rank: t(`rank.${params.to}`) })]
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

import { amount } from '../core/amount.ts'
import type { Notification } from '../core/notifications/notification.ts'
import type { Translate } from '../locales/messages.ts'
import type { Block } from './screen.ts'
import type { Services } from './services.ts'
import { paragraph } from './text.ts'

/** Words one notification: what was paid, shared and lost, and the transaction that did it. */
export function noticeBlocks(t: Translate, services: Services, notification: Notification): Block[] {
  const { labels, rewardWei, shareWei, slashedWei, transactionHash } = notification.params
  const symbol = services.tokenSymbol
  const lines = [
    t('notice.settled', { count: labels, reward: amount(BigInt(rewardWei)), symbol }),
    ...(shareWei === '0' ? [] : [t('notice.share', { share: amount(BigInt(shareWei)), symbol })]),
    slashedWei === '0'
      ? t('notice.returned')
      : t('notice.slashed', { slashed: amount(BigInt(slashedWei)), symbol }),
    t('notice.transaction', { hash: transactionHash }),
  ]
  return lines.map(paragraph)
}

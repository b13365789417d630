import { amount } from '../core/amount.ts'
import type { Notification, NotificationKind } from '../core/notifications/notification.ts'
import type { Translate } from '../locales/messages.ts'
import type { Services } from './services.ts'
import { dateTime } from './wallet/date-time.ts'

type WalletNotice = Notification<Extract<NotificationKind, `wallet.${string}`>>

export function isWalletNotice(notification: Notification): notification is WalletNotice {
  return notification.kind.startsWith('wallet.')
}

/** Words a notice about a person's wallet, what is on it or who else has it. */
export function walletLines(t: Translate, services: Services, { kind, params }: WalletNotice): string[] {
  switch (kind) {
    case 'wallet.linked':
      return [t('notice.walletLinked', params)]
    case 'wallet.withdrawAsked': {
      const { amountWei, address, readyAt } = params
      const leaving = { amount: amount(BigInt(amountWei)), symbol: services.tokenSymbol, address }
      return [t('notice.withdrawAsked', { ...leaving, date: dateTime(t, readyAt) }), t('notice.moneyNotYou')]
    }
    case 'wallet.sessionEnds':
      return [t('notice.sessionEnds', { address: params.address, date: dateTime(t, params.endsAt) })]
    case 'wallet.changeAsked': {
      const due = dateTime(t, params.dueAt)
      return [
        params.newAddress === null
          ? t('notice.unlinkAsked', { address: params.oldAddress, due })
          : t('notice.changeAsked', { old: params.oldAddress, new: params.newAddress, due }),
        t('notice.changeNotYou'),
      ]
    }
    case 'wallet.changeDone':
      return [
        params.newAddress === null
          ? t('notice.unlinked', { address: params.oldAddress })
          : t('notice.changed', { old: params.oldAddress, new: params.newAddress }),
      ]
    case 'wallet.changeCancelled':
      return [t('notice.changeCancelled', { address: params.oldAddress })]
    case 'wallet.joinAsked':
      return [t('notice.joinAsked', params), t('notice.joinNotYou')]
    case 'wallet.joinAnswered':
      return [t(params.isJoined ? 'notice.joined' : 'notice.joinRefused', { address: params.address })]
  }
}

import { pendingChange } from '../../core/store/wallet-changes.ts'
import { findLink } from '../../core/store/wallet-links.ts'
import { findWallet } from '../../core/store/wallets.ts'
import type { TapCommand, TapContext } from '../command.ts'
import type { Block, ButtonDraft } from '../screen.ts'
import { heading, paragraph, plainText } from '../text.ts'
import { dateTime } from './date-time.ts'
import { phraseBlocks } from './phrase-blocks.ts'

/** The wallet a person linked, what is to become of it, and how to link one. */
export const wallet: TapCommand = {
  name: 'wallet',
  mode: 'tap',
  args: [],
  needsConsent: false,
  listed: true,
  run: async (context) => {
    const { trx, account, t } = context
    return {
      blocks: [
        heading(t('wallet.title')),
        ...(await walletBlocks(context)),
        ...(await phraseBlocks(trx, account.id, t)),
      ],
      buttons: await walletButtons(context),
      ephemeral: true,
    }
  },
}

async function walletBlocks({ trx, account, services, event, t }: TapContext): Promise<Block[]> {
  const link = await findLink(trx, account.id)
  const change = await pendingChange(trx, account.id)
  const ledger = await findWallet(trx, account.id)
  const isDemo = services.demoWallets && ledger && ledger.address !== link?.address
  const lines = [
    link
      ? t('wallet.isLinked', { address: link.address, date: dateTime(t, link.linkedAt) })
      : t('wallet.isNotLinked'),
    ...(link && link.holder !== 'key' ? [t('wallet.contract')] : []),
    ...(isDemo ? [t('wallet.demo', { address: ledger.address })] : []),
    ...(change?.next
      ? [t('wallet.willChange', { address: change.next.address, due: dateTime(t, change.dueAt) })]
      : []),
    ...(change && !change.next ? [t('wallet.willUnlink', { due: dateTime(t, change.dueAt) })] : []),
    ...(services.wallets?.methodsOn(event.platform).length ? [] : [t('wallet.noWay')]),
  ]
  return lines.map(paragraph)
}

async function walletButtons({ trx, account, services, event, t }: TapContext): Promise<ButtonDraft[][]> {
  const link = await findLink(trx, account.id)
  const change = await pendingChange(trx, account.id)
  const methods = change ? [] : (services.wallets?.methodsOn(event.platform) ?? [])
  const ways = methods.map((method): ButtonDraft => {
    const label = plainText(t(link ? `wallet.another.${method}` : `wallet.by.${method}`))
    return { label, command: 'wallet-link', args: { method }, style: link ? 'secondary' : 'primary' }
  })
  const unlink: ButtonDraft = {
    label: plainText(t('wallet.unlink')),
    command: 'wallet-unlink',
    style: 'danger',
  }
  const cancel: ButtonDraft = {
    label: plainText(t('wallet.cancelChange')),
    command: 'wallet-cancel',
    style: 'primary',
  }
  return [ways, link && !change ? [unlink] : [], change ? [cancel] : []].filter((row) => row.length > 0)
}

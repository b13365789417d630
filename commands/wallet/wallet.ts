import { ExpectedError } from '../../core/errors.ts'
import type { Trx } from '../../core/store/database.ts'
import { pendingChange } from '../../core/store/wallet-changes.ts'
import { findLink } from '../../core/store/wallet-links.ts'
import { findWallet } from '../../core/store/wallets.ts'
import type { LongCommand, LongContext } from '../command.ts'
import type { Block, ButtonDraft } from '../screen.ts'
import { heading, paragraph, plainText } from '../text.ts'
import { dateTime } from './date-time.ts'
import { holdingsBlock } from './money-blocks.ts'
import { readOwnMoney } from './own-money.ts'
import { phraseBlocks } from './phrase-blocks.ts'

/** The wallet a person linked, what it has on the ledger, what is to become of it, and how to link one. */
export const wallet: LongCommand = {
  name: 'wallet',
  mode: 'long',
  args: [],
  needsConsent: false,
  listed: true,
  run: async (context) => {
    const { account, t } = context
    const money = await moneyBlocks(context)
    return async (trx) => ({
      blocks: [
        heading(t('wallet.title')),
        ...(await walletBlocks(trx, context)),
        ...money,
        ...(await phraseBlocks(trx, account.id, t)),
      ],
      buttons: await walletButtons(trx, context, money.length > 0),
      ephemeral: true,
    })
  },
}

/** What the chain says; nothing before there is a wallet. */
async function moneyBlocks(context: LongContext): Promise<Block[]> {
  const { t } = context
  try {
    const { has, signed } = await readOwnMoney(context)
    return [holdingsBlock(t, has, signed)]
  } catch (thrown) {
    if (!(thrown instanceof ExpectedError)) throw thrown
    if (thrown.code === 'money.noWallet') return []
    if (thrown.code === 'chain.unreachable') return [paragraph(t('money.unreachable'))]
    throw thrown
  }
}

async function walletBlocks(trx: Trx, { account, services, event, t }: LongContext): Promise<Block[]> {
  const link = await findLink(trx, account.id)
  const change = await pendingChange(trx, account.id)
  const ledger = await findWallet(trx, account.id)
  const lines = [
    link
      ? t('wallet.isLinked', { address: link.address, date: dateTime(t, link.linkedAt) })
      : t('wallet.isNotLinked'),
    ...(link && link.holder !== 'key' ? [t('wallet.contract')] : []),
    ...(ledger?.kind === 'demo' ? [t('wallet.demo', { address: ledger.address })] : []),
    ...(change?.next
      ? [t('wallet.willChange', { address: change.next.address, due: dateTime(t, change.dueAt) })]
      : []),
    ...(change && !change.next ? [t('wallet.willUnlink', { due: dateTime(t, change.dueAt) })] : []),
    ...(services.wallets?.methodsOn(event.platform).length ? [] : [t('wallet.noWay')]),
  ]
  return lines.map(paragraph)
}

async function walletButtons(
  trx: Trx,
  { account, services, event, t }: LongContext,
  hasMoney: boolean,
): Promise<ButtonDraft[][]> {
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
  const money = hasMoney
    ? (['deposit', 'withdraw', 'session'] as const).map(
        (command): ButtonDraft => ({ label: plainText(t(`money.title.${command}`)), command }),
      )
    : []
  return [money, ways, link && !change ? [unlink] : [], change ? [cancel] : []].filter(
    (row) => row.length > 0,
  )
}

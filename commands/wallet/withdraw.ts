import { amount } from '../../core/amount.ts'
import { TOKEN_SYMBOL as symbol } from '../../core/token.ts'
import { parseTokens } from '../../core/wallet/money/parse-tokens.ts'
import type { Translate } from '../../locales/messages.ts'
import type { LongCommand } from '../command.ts'
import type { ButtonDraft, ScreenDraft } from '../screen.ts'
import { heading, paragraph, plainText } from '../text.ts'
import { dateTime } from './date-time.ts'
import { isoOf } from './money-blocks.ts'
import { type OwnMoney, readOwnMoney } from './own-money.ts'
import { reviewWish } from './review-wish.ts'

/** Takes tokens out of the ledger: asked for first, and collected once the waiting time is over. */
export const withdraw: LongCommand = {
  name: 'withdraw',
  mode: 'long',
  args: [{ name: 'amount', kind: 'text', required: false }],
  needsConsent: false,
  listed: true,
  run: async (context) => {
    const { args, t } = context
    const money = await readOwnMoney(context)
    if (!args.amount) return async () => present(t, money)
    if (args.amount === 'collect') {
      return reviewWish(context, money, { kind: 'collect', amountWei: 0n, limits: null })
    }
    const amountWei = args.amount === 'all' ? money.has.ownWei : parseTokens(args.amount)
    return reviewWish(context, money, { kind: 'withdraw', amountWei, limits: null })
  },
}

function present(t: Translate, { has, holder }: OwnMoney): ScreenDraft {
  const { ownWei, withdrawal } = has
  const isReady = withdrawal !== null && withdrawal.readyAt <= holder.timestamp
  const collect: ButtonDraft = {
    label: plainText(t('money.collect')),
    command: 'withdraw',
    args: { amount: 'collect' },
    style: 'primary',
  }
  const all: ButtonDraft = {
    label: plainText(t('money.withdraw.all', { amount: amount(ownWei), symbol })),
    command: 'withdraw',
    args: { amount: 'all' },
    style: 'secondary',
  }
  const leaving = withdrawal && {
    amount: amount(withdrawal.wei),
    symbol,
    date: dateTime(t, isoOf(withdrawal.readyAt)),
  }
  return {
    blocks: [
      heading(t('money.title.withdraw')),
      paragraph(t('money.own', { amount: amount(ownWei), symbol })),
      ...(leaving ? [paragraph(t(isReady ? 'money.ready' : 'money.leaving', leaving))] : []),
      paragraph(t('money.withdraw.how')),
    ],
    buttons: [[...(isReady ? [collect] : []), ...(ownWei > 0n ? [all] : [])]].filter((row) => row.length > 0),
    ephemeral: true,
  }
}

import { amount } from '../../core/amount.ts'
import { TOKEN_SYMBOL as symbol } from '../../core/token.ts'
import { defaultLimits } from '../../core/wallet/money/default-limits.ts'
import { parseTokens } from '../../core/wallet/money/parse-tokens.ts'
import type { Translate } from '../../locales/messages.ts'
import type { LongCommand } from '../command.ts'
import type { ButtonDraft, ScreenDraft } from '../screen.ts'
import { heading, paragraph } from '../text.ts'
import { limitArguments, limitsOf } from './limits-of.ts'
import { type OwnMoney, readOwnMoney } from './own-money.ts'
import { reviewWish } from './review-wish.ts'

const SUGGESTED = ['10', '50', '100']

/** Puts tokens of the person's wallet into the ledger as stake, with the limits of what may be lost of it. */
export const deposit: LongCommand = {
  name: 'deposit',
  mode: 'long',
  args: [{ name: 'amount', kind: 'text', required: false }, ...limitArguments],
  needsConsent: false,
  listed: true,
  run: async (context) => {
    const { args, t } = context
    const money = await readOwnMoney(context)
    if (!args.amount) return async () => howMuch(t, money)
    const amountWei = parseTokens(args.amount)
    const usual = defaultLimits(money.has, amountWei, money.dearestWei)
    const limits = limitsOf(args, usual)
    return reviewWish(context, money, { kind: 'deposit', amountWei, limits })
  },
}

function howMuch(t: Translate, { has, address }: OwnMoney): ScreenDraft {
  const affordable = SUGGESTED.filter((tokens) => parseTokens(tokens) <= has.tokenWei)
  const suggestions = affordable.map(
    (tokens): ButtonDraft => ({
      label: `${tokens} ${symbol}`,
      command: 'deposit',
      args: { amount: tokens },
    }),
  )
  return {
    blocks: [
      heading(t('money.title.deposit')),
      paragraph(t('money.deposit.have', { amount: amount(has.tokenWei), symbol, address })),
      paragraph(t('money.deposit.how')),
    ],
    buttons: suggestions.length > 0 ? [suggestions] : [],
    ephemeral: true,
  }
}

import { defaultLimits } from '../../core/wallet/money/default-limits.ts'
import type { Translate } from '../../locales/messages.ts'
import type { LongCommand } from '../command.ts'
import type { ButtonDraft, ScreenDraft } from '../screen.ts'
import { heading, paragraph, plainText } from '../text.ts'
import { limitArguments, limitsOf } from './limits-of.ts'
import { sessionLine } from './money-blocks.ts'
import { type OwnMoney, readOwnMoney } from './own-money.ts'
import { reviewWish } from './review-wish.ts'

/** Shows, sets and ends the limits within which operators may lock and slash a person's stake. */
export const session: LongCommand = {
  name: 'session',
  mode: 'long',
  args: limitArguments,
  needsConsent: false,
  listed: true,
  run: async (context) => {
    const { args, t } = context
    const money = await readOwnMoney(context)
    const usual = defaultLimits(money.has, 0n, money.dearestWei)
    const { loss = '' } = args
    if (loss === '') return async () => present(t, money)
    if (loss === 'off') return reviewWish(context, money, { kind: 'revoke', amountWei: 0n, limits: null })
    const { loss: _, ...rest } = args
    const limits = limitsOf(loss === 'usual' ? rest : args, usual)
    return reviewWish(context, money, { kind: 'session', amountWei: 0n, limits })
  },
}

function present(t: Translate, { has, signed }: OwnMoney): ScreenDraft {
  const renew: ButtonDraft = {
    label: plainText(t('money.renew')),
    command: 'session',
    args: { loss: 'usual' },
    style: 'primary',
  }
  const revoke: ButtonDraft = {
    label: plainText(t('money.revoke')),
    command: 'session',
    args: { loss: 'off' },
    style: 'danger',
  }
  return {
    blocks: [
      heading(t('money.title.session')),
      paragraph(sessionLine(t, has.session, signed)),
      paragraph(t('money.session.how')),
    ],
    buttons: [
      [...(has.freeWei + has.lockedWei > 0n ? [renew] : []), ...(has.session ? [revoke] : [])],
    ].filter((row) => row.length > 0),
    ephemeral: true,
  }
}

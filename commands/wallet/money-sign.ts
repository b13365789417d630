import { ExpectedError } from '../../core/errors.ts'
import { wishKinds } from '../../core/store/wish-kinds.ts'
import { beginWish } from '../../core/wallet/money/begin-wish.ts'
import { type AskedWish, planWish } from '../../core/wallet/money/plan-wish.ts'
import { askAppeal } from '../appeal/ask-appeal.ts'
import type { LongCommand, LongContext } from '../command.ts'
import { askVerdict } from '../expert/verdict.ts'
import { flowScreen } from './flow-screen.ts'
import { moneyLedger } from './flow-view.ts'
import { readOwnMoney } from './own-money.ts'

/** Has the person's wallet sign what they have just reviewed; from here on the screen changes by itself. */
export const moneySign: LongCommand = {
  name: 'money-sign',
  mode: 'long',
  args: ['kind', 'method', 'amount', 'loss', 'perlabel', 'days', 'item', 'words'].map((name) => ({
    name,
    kind: 'text',
    required: name === 'kind' || name === 'method',
  })),
  needsConsent: false,
  listed: false,
  run: async (context) => {
    const { account, event, services, args, clock, t } = context
    const asked = await askedOf(context)
    const { address, heldWei, holder, methods } = await readOwnMoney(context)
    const wish = planWish(asked, address, holder, heldWei)
    const ways = asked.kind === 'collect' ? (['none'] as const) : methods
    const method = ways.find((one) => one === args.method)
    if (!method) throw new ExpectedError('wallet.notSetUp', {})
    const { id: platformUserId, handle = null } = event.user
    const asking = { platform: event.platform, platformUserId, handle }
    return async (trx) => {
      const wanted = { method, asking, address, wish }
      const { flow, token } = await beginWish(trx, clock, account, moneyLedger(services), wanted)
      services.wallets?.wake()
      return await flowScreen({ trx, clock, services, t }, flow, token)
    }
  },
}

/** Buttons are stored by us, so what they carry needs no second check of its form. */
async function askedOf(context: LongContext): Promise<AskedWish> {
  const { args } = context
  const kind = wishKinds.find((one) => one === args.kind)
  if (!kind) throw new Error(`no such wish: ${args.kind}`)
  if (kind === 'appeal') return await askAppeal(context)
  if (kind === 'verdict' || kind === 'finding') return await askVerdict(context)
  const { amount = '0', loss, perlabel, days } = args
  const limits =
    loss && perlabel && days
      ? { lossWei: BigInt(loss), perLabelWei: BigInt(perlabel), days: Number(days) }
      : null
  return { kind, amountWei: BigInt(amount), limits }
}

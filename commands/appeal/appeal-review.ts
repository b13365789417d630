import type { LongCommand } from '../command.ts'
import { readOwnMoney } from '../wallet/own-money.ts'
import { reviewWish } from '../wallet/review-wish.ts'
import { askAppeal } from './ask-appeal.ts'

/** Shows what somebody with a wallet of their own signs to contest a verdict, and what it holds of their stake. */
export const appealReview: LongCommand = {
  name: 'appeal-review',
  mode: 'long',
  args: ['item', 'words'].map((name) => ({ name, kind: 'text', required: true })),
  needsConsent: true,
  listed: false,
  run: async (context) => reviewWish(context, await readOwnMoney(context), await askAppeal(context)),
}

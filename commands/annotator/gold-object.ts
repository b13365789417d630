import type { ItemId } from '../../core/ids.ts'
import { objectToGold } from '../../core/quality/gold/object-to-gold.ts'
import type { TapCommand } from '../command.ts'
import { paragraph } from '../text.ts'

/** Says that a known answer is wrong. */
export const goldObject: TapCommand = {
  name: 'gold object',
  mode: 'tap',
  args: [
    { name: 'project', kind: 'text', required: true },
    { name: 'item', kind: 'text', required: true },
  ],
  needsConsent: true,
  listed: false,
  run: async ({ trx, clock, account, args, t }) => {
    const objection = { slug: args.project ?? '', itemId: (args.item ?? '') as ItemId, account }
    const isNew = await objectToGold(trx, clock, objection)
    return {
      blocks: [paragraph(t(isNew ? 'gold.objected' : 'gold.objectedBefore'))],
      buttons: [],
      ephemeral: true,
    }
  },
}

import { ranks } from '../../core/people/account.ts'
import { setRank } from '../../core/quality/standing/set-rank.ts'
import type { TapCommand } from '../command.ts'
import { paragraph } from '../text.ts'

/** Gives somebody a rank by hand, or leaves it to the rule again. */
export const peopleRank: TapCommand = {
  name: 'people rank',
  mode: 'tap',
  args: [
    { name: 'project', kind: 'text', required: true },
    { name: 'person', kind: 'text', required: true },
    { name: 'rank', kind: 'choice', required: true, choices: [...ranks, 'rule'] },
  ],
  role: 'moderator',
  needsConsent: false,
  listed: true,
  run: async ({ trx, clock, account, args, t }) => {
    const { project = '', person = '', rank = '' } = args
    const order = { slug: project, who: person, rank, accountId: account.id }
    const ranked = await setRank(trx, clock, order)
    const words = { name: ranked.name, rank: t(`rank.${ranked.rank}`), project }
    return {
      blocks: [paragraph(t(ranked.isFixed ? 'people.ranked' : 'people.released', words))],
      buttons: [],
      ephemeral: true,
    }
  },
}

import { type OwnReputation, readReputation } from '../../core/quality/standing/read-reputation.ts'
import type { Translate } from '../../locales/messages.ts'
import type { TapCommand } from '../command.ts'
import { percent } from '../percent.ts'
import type { Block } from '../screen.ts'
import { heading, paragraph } from '../text.ts'

/** Projects that fit into a message. */
const SHOWN = 5

/** How right a person's answers are, how sure that is, their rank and what the next one asks for. */
export const reputation: TapCommand = {
  name: 'reputation',
  mode: 'tap',
  args: [],
  needsConsent: true,
  listed: true,
  run: async ({ trx, account, t }) => {
    const own = await readReputation(trx, account.personId)
    const blocks = own.slice(0, SHOWN).flatMap((one) => projectBlocks(t, one))
    return {
      blocks:
        own.length > 0 ? [heading(t('reputation.title')), ...blocks] : [paragraph(t('reputation.none'))],
      buttons: [],
      ephemeral: true,
    }
  },
}

function projectBlocks(t: Translate, one: OwnReputation): Block[] {
  const words = { project: one.title, rank: t(`rank.${one.rank}`) }
  const figures = {
    count: one.judged,
    accuracy: percent(t, one.accuracy),
    low: percent(t, one.low),
    high: percent(t, one.high),
    gold: one.judgedByGold,
  }
  const lines = [
    t(one.isFixed ? 'reputation.fixed' : 'reputation.rank', words),
    one.judged > 0 ? t('reputation.figures', figures) : t('reputation.unknown'),
  ]
  if (one.next && !one.isFixed) {
    const { accuracy, answers, gold } = one.next.asks
    const rank = t(`rank.${one.next.rank}`)
    lines.push(t('reputation.next', { rank, accuracy: percent(t, accuracy), answers, gold }))
  }
  return lines.map(paragraph)
}

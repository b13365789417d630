import { giveSkill } from '../../core/quality/standing/give-skill.ts'
import type { TapCommand } from '../command.ts'
import { paragraph } from '../text.ts'

/** Gives somebody a skill that projects ask for, or takes it away. */
export const peopleSkill: TapCommand = {
  name: 'people skill',
  mode: 'tap',
  args: [
    { name: 'project', kind: 'text', required: true },
    { name: 'person', kind: 'text', required: true },
    { name: 'skill', kind: 'text', required: true },
    { name: 'choice', kind: 'choice', required: false, choices: ['yes', 'no'] },
  ],
  role: 'moderator',
  needsConsent: false,
  listed: true,
  run: async ({ trx, clock, account, args, t }) => {
    const { project = '', person = '', skill = '', choice } = args
    const has = choice?.toLowerCase() !== 'no'
    const order = { slug: project, who: person, skill, has, accountId: account.id }
    const given = await giveSkill(trx, clock, order)
    return {
      blocks: [paragraph(t(has ? 'people.skillGiven' : 'people.skillTaken', given))],
      buttons: [],
      ephemeral: true,
    }
  },
}

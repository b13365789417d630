import { findPerson } from '../../core/quality/standing/find-person.ts'
import { displayNames } from '../../core/store/health-answers.ts'
import { type ClusterMember, clusterOf } from '../../core/store/person-clusters.ts'
import { countRelatedDraws } from '../../core/store/validation-runs.ts'
import type { Translate } from '../../locales/messages.ts'
import type { TapCommand } from '../command.ts'
import { heading, list, paragraph } from '../text.ts'
import { dateTime } from '../wallet/date-time.ts'

/** A cluster is rarely larger; a message has an end. */
const SHOWN = 30

/** Who counts as one with a person, since when and why, and how often that kept them out of a draw. */
export const peopleLinked: TapCommand = {
  name: 'people linked',
  mode: 'tap',
  args: [
    { name: 'project', kind: 'text', required: true },
    { name: 'person', kind: 'text', required: true },
  ],
  role: 'moderator',
  needsConsent: false,
  listed: true,
  run: async ({ trx, args, t }) => {
    const { personId, name } = await findPerson(trx, { slug: args.project ?? '', who: args.person ?? '' })
    const members = await clusterOf(trx, personId)
    if (members.length === 0) {
      return { blocks: [paragraph(t('people.alone', { name }))], buttons: [], ephemeral: true }
    }
    const shown = members.slice(0, SHOWN)
    const names = await displayNames(
      trx,
      shown.map((member) => member.personId),
    )
    const count = await countRelatedDraws(trx, personId)
    return {
      blocks: [
        heading(t('people.together', { name, count: members.length })),
        list(shown.map((member) => memberLine(t, names.get(member.personId) ?? member.personId, member))),
        paragraph(t('people.keptOut', { name, count })),
      ],
      buttons: [],
      ephemeral: true,
    }
  },
}

function memberLine(t: Translate, name: string, { reason, addedBy, addedAt }: ClusterMember): string {
  const line = { name, reason, date: dateTime(t, addedAt) }
  return t(addedBy === null ? 'people.byEvidence' : 'people.byModerator', line)
}

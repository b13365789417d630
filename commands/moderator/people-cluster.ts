import { ExpectedError } from '../../core/errors.ts'
import { linkPeople } from '../../core/people/cluster/link-people.ts'
import { unlinkPerson } from '../../core/people/cluster/unlink-person.ts'
import { findPerson } from '../../core/quality/standing/find-person.ts'
import type { TapCommand } from '../command.ts'
import { paragraph } from '../text.ts'

/** Judges two people to act together: no item is given to both any more. */
export const peopleLink: TapCommand = {
  name: 'people link',
  mode: 'tap',
  args: [
    { name: 'project', kind: 'text', required: true },
    { name: 'person', kind: 'text', required: true },
    { name: 'other', kind: 'text', required: true },
    { name: 'reason', kind: 'words', required: true },
  ],
  role: 'moderator',
  needsConsent: false,
  listed: true,
  run: async ({ trx, clock, account, args, t }) => {
    const slug = args.project ?? ''
    const one = await findPerson(trx, { slug, who: args.person ?? '' })
    const other = await findPerson(trx, { slug, who: args.other ?? '' })
    if (one.personId === other.personId) throw new ExpectedError('cluster.samePerson', {})
    const people = [one.personId, other.personId]
    const reason = args.reason ?? ''
    const count = await linkPeople(trx, clock, { people, reason, accountId: account.id })
    return {
      blocks: [paragraph(t('people.linked', { name: one.name, other: other.name, count }))],
      buttons: [],
      ephemeral: true,
    }
  },
}

/** Takes a person out of the group they are judged to act in. */
export const peopleUnlink: TapCommand = {
  name: 'people unlink',
  mode: 'tap',
  args: [
    { name: 'project', kind: 'text', required: true },
    { name: 'person', kind: 'text', required: true },
    { name: 'reason', kind: 'words', required: true },
  ],
  role: 'moderator',
  needsConsent: false,
  listed: true,
  run: async ({ trx, clock, account, args, t }) => {
    const { personId, name } = await findPerson(trx, { slug: args.project ?? '', who: args.person ?? '' })
    const order = { personId, reason: args.reason ?? '', accountId: account.id }
    if (!(await unlinkPerson(trx, clock, order))) throw new ExpectedError('cluster.none', { person: name })
    return { blocks: [paragraph(t('people.unlinked', { name }))], buttons: [], ephemeral: true }
  },
}

import { findPerson } from '../../core/quality/standing/find-person.ts'
import { readPersonhood } from '../../core/wallet/personhood/read-personhood.ts'
import type { TapCommand } from '../command.ts'
import { paragraph } from '../text.ts'
import { personhoodBlocks } from '../wallet/personhood-blocks.ts'

/** What speaks for somebody being one human; beside the evidence of `project health`, never instead of it. */
export const peoplePersonhood: TapCommand = {
  name: 'people personhood',
  mode: 'tap',
  args: [
    { name: 'project', kind: 'text', required: true },
    { name: 'person', kind: 'text', required: true },
  ],
  role: 'moderator',
  needsConsent: false,
  listed: true,
  run: async ({ trx, clock, args, services, t }) => {
    const person = await findPerson(trx, { slug: args.project ?? '', who: args.person ?? '' })
    const found = await readPersonhood(trx, clock, person.personId, services.personhood ?? [])
    const [title, ...blocks] = personhoodBlocks(t, found)
    return {
      blocks: [...(title ? [title] : []), paragraph(t('personhood.of', { name: person.name })), ...blocks],
      buttons: [],
      ephemeral: true,
    }
  },
}

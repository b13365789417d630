import { addGold } from '../../core/quality/gold/add-gold.ts'
import { confirmGold } from '../../core/quality/gold/confirm-gold.ts'
import { retireGold, retireWords } from '../../core/quality/gold/retire-gold.ts'
import type { TapCommand } from '../command.ts'
import { goldScreen } from '../gold-screen.ts'
import { paragraph } from '../text.ts'

const project = { name: 'project', kind: 'text', required: true } as const
const item = { name: 'item', kind: 'text', required: true } as const
/** The core checks that an expert is one in this project. */
const keepersOnly = {
  mode: 'tap',
  role: 'moderator',
  orRole: 'expert',
  needsConsent: false,
  listed: true,
} as const

/** The gold of a project, and what waits to be confirmed. */
export const goldList: TapCommand = {
  ...keepersOnly,
  name: 'gold list',
  args: [project],
  run: (context) => goldScreen(context, context.args.project ?? ''),
}

/** States the answer of an item. */
export const goldAdd: TapCommand = {
  ...keepersOnly,
  name: 'gold add',
  args: [
    project,
    item,
    { name: 'label', kind: 'text', required: true },
    { name: 'why', kind: 'words', required: false },
  ],
  run: async ({ trx, clock, account, args, t }) => {
    const { project: slug = '', item: externalId = '', label = '', why = null } = args
    const added = await addGold(trx, clock, { slug, externalId, label, why, account })
    const words = { item: added.externalId, label: added.labelTitle }
    return {
      blocks: [paragraph(t(added.isActive ? 'gold.added' : 'gold.known', words))],
      buttons: [],
      ephemeral: true,
    }
  },
}

/** Makes a proposed item gold, and shows the next proposal. */
export const goldConfirm: TapCommand = {
  ...keepersOnly,
  name: 'gold confirm',
  args: [project, item],
  run: async (context) => {
    const { trx, clock, account, args, t } = context
    const { project: slug = '', item: externalId = '' } = args
    const confirmed = await confirmGold(trx, clock, { slug, externalId, account })
    const words = { item: confirmed.externalId, label: confirmed.labelTitle }
    return await goldScreen(context, slug, [paragraph(t('gold.confirmed', words))])
  },
}

/** Retires gold or turns a proposal down, and shows the next proposal. */
export const goldRetire: TapCommand = {
  ...keepersOnly,
  name: 'gold retire',
  args: [project, item, { name: 'because', kind: 'choice', required: false, choices: [...retireWords] }],
  run: async (context) => {
    const { trx, clock, account, args, t } = context
    const { project: slug = '', item: externalId = '', because = '' } = args
    const retired = await retireGold(trx, clock, { slug, externalId, because, account })
    return await goldScreen(context, slug, [paragraph(t('gold.retiredNow', { item: retired.externalId }))])
  },
}

import { addGold } from '../../core/quality/gold/add-gold.ts'
import { confirmGold } from '../../core/quality/gold/confirm-gold.ts'
import { repairGold } from '../../core/quality/gold/repair-gold.ts'
import { retireGold, retireWords } from '../../core/quality/gold/retire-gold.ts'
import type { TapCommand } from '../command.ts'
import { disputeScreen } from '../dispute-screen.ts'
import { goldScreen } from '../gold-screen.ts'
import { statedKey } from '../stated-key.ts'
import { paragraph } from '../text.ts'

const project = { name: 'project', kind: 'text', required: true } as const
const item = { name: 'item', kind: 'text', required: true } as const
const label = { name: 'label', kind: 'text', required: true } as const
const why = { name: 'why', kind: 'words', required: false } as const
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
  args: [project, item, label, why],
  run: async ({ trx, clock, account, args, t }) => {
    const { project: slug = '', item: externalId = '', label = '', why = null } = args
    const added = await addGold(trx, clock, { slug, externalId, label, why, account })
    const words = { item: added.externalId, label: added.labelTitle }
    return {
      blocks: [paragraph(t(statedKey(added), words))],
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

/** States the right answer of gold that was wrong or in doubt, and shows what is in doubt besides. */
export const goldRepair: TapCommand = {
  ...keepersOnly,
  name: 'gold repair',
  args: [project, item, label, why],
  run: async (context) => {
    const { trx, clock, account, args, t } = context
    const { project: slug = '', item: externalId = '', label: given = '', why: because = null } = args
    const statement = { slug, externalId, label: given, why: because, account }
    const repaired = await repairGold(trx, clock, statement)
    const words = { item: repaired.externalId, label: repaired.labelTitle }
    const before = [paragraph(t(statedKey(repaired), words))]
    return await disputeScreen(context, slug, { skip: 0, before })
  },
}

/** Gold whose answer is in doubt, one at a time. */
export const goldDisputes: TapCommand = {
  ...keepersOnly,
  name: 'gold disputes',
  args: [project, { name: 'skip', kind: 'text', required: false }],
  run: async (context) => {
    const skip = Number(context.args.skip ?? 0)
    const isCount = Number.isSafeInteger(skip) && skip >= 0
    return await disputeScreen(context, context.args.project ?? '', { skip: isCount ? skip : 0 })
  },
}

import { ruleAudit } from '../../core/consensus/audits/rule-audit.ts'
import { LONGEST_REASON, type RulingInput, ruleItem } from '../../core/consensus/experts/rule-item.ts'
import { ExpectedError } from '../../core/errors.ts'
import type { ItemId } from '../../core/ids.ts'
import { latestAction } from '../../core/store/actions.ts'
import { openAuditOf } from '../../core/store/audits.ts'
import { UNCLEAR } from '../../core/store/expert-cases.ts'
import type { TapCommand, TapContext } from '../command.ts'
import type { ScreenDraft } from '../screen.ts'
import { heading, paragraph, plainText } from '../text.ts'
import { nextRulingScreen } from './next-ruling-screen.ts'

const REASONS = ['guideline', 'evident', 'context', 'unclear'] as const
const common = { mode: 'tap', role: 'expert', needsConsent: true } as const
const item = { name: 'item', kind: 'text', required: true } as const
const label = { name: 'label', kind: 'text', required: false } as const
const unclear = { name: 'unclear', kind: 'text', required: false } as const

/** Asks an expert for the reason of a ruling: one of the usual ones, or words of their own. */
export const expertReason: TapCommand = {
  ...common,
  name: 'expert-reason',
  args: [item, label, unclear],
  listed: false,
  run: async ({ args, t }) => {
    const given = {
      item: args.item ?? '',
      ...(args.label && { label: args.label }),
      ...(args.unclear && { unclear: args.unclear }),
    }
    const rows = REASONS.map((reason) => [
      { label: plainText(t(`expert.reason.${reason}`)), command: 'expert-rule', args: { ...given, reason } },
    ])
    const back = { label: plainText(t('task.back')), command: 'expert', style: 'primary' } as const
    return {
      blocks: [heading(t('expert.why')), paragraph(t('expert.because', { count: LONGEST_REASON }))],
      buttons: [...rows, [back]],
      ephemeral: true,
    }
  },
}

/** Takes a ruling with one of the usual reasons. */
export const expertRule: TapCommand = {
  ...common,
  name: 'expert-rule',
  args: [item, label, unclear, { name: 'reason', kind: 'text', required: true }],
  listed: false,
  run: (context) => {
    const { args, t } = context
    const usual = REASONS.find((one) => one === args.reason)
    return rule(context, args, usual ? plainText(t(`expert.reason.${usual}`)) : (args.reason ?? ''))
  },
}

/** Takes the ruling that was chosen last, with a reason in words of one's own. */
export const because: TapCommand = {
  ...common,
  name: 'because',
  args: [{ name: 'words', kind: 'words', required: true }],
  listed: true,
  run: async (context) => {
    const { trx, clock, account, args } = context
    const shown = await latestAction(trx, account.id)
    const choices = shown && shown.expiresAt > clock.now() ? shown.choices : []
    const chosen = choices.find((choice) => choice.command === 'expert-rule')
    if (!chosen) throw new ExpectedError('expert.noChoice', {})
    return await rule(context, chosen.args, args.words ?? '')
  },
}

async function rule(
  context: TapContext,
  args: Readonly<Record<string, string>>,
  reason: string,
): Promise<ScreenDraft> {
  const { trx, clock, account, t } = context
  const ruling: RulingInput = {
    itemId: args.item as ItemId,
    label: args.unclear ? UNCLEAR : (args.label ?? null),
    reason,
  }
  const isAudit = (await openAuditOf(trx, ruling.itemId)) !== null
  const rulingOn = isAudit ? ruleAudit : ruleItem
  const { rulings, needed, agreed } = await rulingOn(trx, clock, account, ruling)
  const said = agreed ? t('expert.agreed') : t('expert.saved', { given: rulings.length, needed })
  return await nextRulingScreen(context, [paragraph(said)])
}

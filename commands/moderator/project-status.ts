import { amount } from '../../core/amount.ts'
import { findProject } from '../../core/projects/find-project.ts'
import { readProjectStatus } from '../../core/projects/read-project-status.ts'
import type { TapCommand } from '../command.ts'
import { planText } from '../plan-text.ts'
import { heading, paragraph } from '../text.ts'

/** How a project is doing: items, people, gold, agreement, money. */
export const projectStatus: TapCommand = {
  name: 'project status',
  mode: 'tap',
  args: [{ name: 'project', kind: 'text', required: true }],
  role: 'moderator',
  needsConsent: false,
  listed: true,
  run: async ({ trx, args, services, t }) => {
    const status = await readProjectStatus(trx, args.project ?? '')
    const { items, questioned, gold, money } = status
    const plan = await planText(t, trx, (await findProject(trx, status.slug)).definition)
    const alpha = status.alpha === null ? '–' : status.alpha.toFixed(3)
    return {
      blocks: [
        heading(
          t('project.statusTitle', { project: status.slug, state: t(`project.state.${status.state}`) }),
        ),
        paragraph(t('project.statusItems', items)),
        paragraph(t('project.statusAnnotations', status.work)),
        ...(questioned.all > 0 ? [paragraph(t('project.statusQuestioned', questioned))] : []),
        paragraph(t('project.statusGold', gold)),
        paragraph(t('project.statusAgreement', { alpha })),
        ...(plan ? [paragraph(plan)] : []),
        paragraph(
          t('project.statusMoney', {
            budget: amount(money.budgetWei),
            paid: amount(money.paidWei),
            committed: amount(money.committedWei),
            symbol: services.tokenSymbol,
          }),
        ),
      ],
      buttons: [],
      ephemeral: true,
    }
  },
}

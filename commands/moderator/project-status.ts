import { amount } from '../../core/amount.ts'
import { readProjectStatus } from '../../core/projects/read-project-status.ts'
import type { TapCommand } from '../command.ts'
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
    const { items, gold, money } = status
    const alpha = status.alpha === null ? '–' : status.alpha.toFixed(3)
    return {
      blocks: [
        heading(
          t('project.statusTitle', { project: status.slug, state: t(`project.state.${status.state}`) }),
        ),
        paragraph(t('project.statusItems', items)),
        paragraph(t('project.statusAnnotations', status.work)),
        paragraph(t('project.statusGold', gold)),
        paragraph(t('project.statusAgreement', { alpha })),
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

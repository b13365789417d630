import { findProject } from '../../core/projects/find-project.ts'
import { latestDraws } from '../../core/store/audit-draws.ts'
import { countAudits } from '../../core/store/audits.ts'
import type { TapCommand } from '../command.ts'
import { percent } from '../percent.ts'
import { heading, list, paragraph } from '../text.ts'

const SHOWN = 5
const OUTCOMES = ['open', 'upheld', 'corrected', 'dropped', 'undecided', 'silent'] as const

/** What audits of a project found, and the draws of the latest batches with what anybody needs to draw them again. */
export const auditList: TapCommand = {
  name: 'audit list',
  mode: 'tap',
  args: [{ name: 'project', kind: 'text', required: true }],
  role: 'moderator',
  needsConsent: false,
  listed: true,
  run: async ({ trx, args, t }) => {
    const project = await findProject(trx, args.project ?? '')
    const counts = await countAudits(trx, project.id)
    const draws = await latestDraws(trx, project.id, SHOWN)
    const { audits } = project.definition
    const shown = OUTCOMES.flatMap((outcome) => {
      const count = counts.get(outcome) ?? 0
      return count > 0 ? [t(`audit.count.${outcome}`, { count })] : []
    })
    return {
      blocks: [
        heading(t('audit.title', { project: project.slug, share: percent(t, audits.share) })),
        shown.length > 0 ? list(shown) : paragraph(t('audit.none')),
        ...draws.flatMap(({ batch, block, seed, positions }) => [
          paragraph(
            t('audit.draw', { batch, block, items: positions.length > 0 ? positions.join(', ') : '–' }),
          ),
          { kind: 'code' as const, text: seed },
        ]),
        paragraph(t('audit.redraw')),
      ],
      buttons: [],
      ephemeral: true,
    }
  },
}

import type { AssignmentId } from '../../core/ids.ts'
import { FREE_RECUSALS, recusalReasons, recuseValidator } from '../../core/tasks/recuse-validator.ts'
import type { TapCommand, TapContext } from '../command.ts'
import { reasonsScreen } from '../reasons-screen.ts'
import type { ScreenDraft } from '../screen.ts'
import { nextItemScreen } from '../task-screen.ts'
import { heading, paragraph } from '../text.ts'

/** Asks why a validator does not judge an item, then takes them off it and shows the next one. */
export const recuse: TapCommand = {
  name: 'recuse',
  mode: 'tap',
  args: [{ name: 'assignment', kind: 'text', required: true }],
  needsConsent: true,
  listed: false,
  run: async (context) => {
    const { trx, clock, account, args, t } = context
    const assignmentId = args.assignment as AssignmentId
    const reason = recusalReasons.find((one) => one === args.reason)
    if (!reason) return askReason(context, assignmentId)
    const { left, isPaused } = await recuseValidator(trx, clock, account, { assignmentId, reason })
    const said = isPaused ? t('recuse.paused') : t('recuse.done', { count: left })
    return await nextItemScreen(context, [paragraph(said)])
  },
}

function askReason({ t }: TapContext, assignment: AssignmentId): ScreenDraft {
  const choices = recusalReasons.map((reason) => ({ reason, label: t(`recuse.${reason}`) }))
  const blocks = [heading(t('recuse.why')), paragraph(t('recuse.free', { count: FREE_RECUSALS }))]
  return reasonsScreen(t, { command: 'recuse', assignment, blocks }, choices)
}

import type { GroupPostId } from '../../core/ids.ts'
import { voteInGroup } from '../../core/tasks/vote-in-group.ts'
import type { TapCommand } from '../command.ts'
import { paragraph } from '../text.ts'

/** A tap on a label of a dispute's message in a group. Whoever may vote is told that it counts, whoever may not why:
 * either way nobody else sees it. */
export const groupVote: TapCommand = {
  name: 'group-vote',
  mode: 'tap',
  args: [
    { name: 'post', kind: 'text', required: true },
    { name: 'label', kind: 'text', required: true },
  ],
  needsConsent: true,
  listed: false,
  run: async ({ trx, clock, account, event, args, t }) => {
    const vote = await voteInGroup(trx, clock, account, {
      postId: args.post as GroupPostId,
      label: args.label ?? '',
      platform: event.platform,
    })
    const text =
      vote.kind === 'related'
        ? t('group.related')
        : vote.receipt === null
          ? t('group.tooLate')
          : t('group.counted', { label: vote.labelTitle, receipt: vote.receipt })
    return { blocks: [paragraph(text)], buttons: [], ephemeral: true, alert: true }
  },
}

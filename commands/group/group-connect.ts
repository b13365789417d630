import { connectGroup, disconnectGroup } from '../../core/consensus/group/connect-group.ts'
import { ExpectedError } from '../../core/errors.ts'
import type { GroupAddress } from '../../core/store/group-places.ts'
import type { CommandEvent, TapCommand } from '../command.ts'
import type { ScreenDraft } from '../screen.ts'
import { paragraph } from '../text.ts'

const common = { mode: 'tap', role: 'moderator', needsConsent: false, listed: true } as const

/** Said in a group: the disputes of a project are put to the vote there from now on. */
export const groupConnect: TapCommand = {
  ...common,
  name: 'group connect',
  args: [{ name: 'project', kind: 'text', required: true }],
  run: async ({ trx, clock, account, event, args, t }) => {
    const address = addressOf(event)
    if (!event.group?.mayPost) throw new ExpectedError('group.mayNotPost', {})
    const { definition } = await connectGroup(trx, clock, account, { slug: args.project ?? '', address })
    return said(t('group.connected', { project: definition.title }), t('group.private'))
  },
}

/** Said in a group: nothing more is put to the vote there, of one project or of all. */
export const groupDisconnect: TapCommand = {
  ...common,
  name: 'group disconnect',
  args: [{ name: 'project', kind: 'text', required: false }],
  run: async ({ trx, clock, account, event, args, t }) => {
    await disconnectGroup(trx, clock, account, { slug: args.project, address: addressOf(event) })
    return said(t('group.disconnected'))
  },
}

function addressOf({ platform, group }: CommandEvent): GroupAddress {
  if (!group) throw new ExpectedError('group.notHere', {})
  return { platform, chat: group.chat, topic: group.topic }
}

function said(...lines: string[]): ScreenDraft {
  return { blocks: lines.map(paragraph), buttons: [], ephemeral: true }
}

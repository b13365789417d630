import { pauseProject } from '../../core/projects/pause-project.ts'
import { resumeProject } from '../../core/projects/resume-project.ts'
import type { TapCommand } from '../command.ts'
import { paragraph } from '../text.ts'

const project = { name: 'project', kind: 'text', required: true } as const
const moderatorOnly = {
  mode: 'tap',
  args: [project],
  role: 'moderator',
  needsConsent: false,
  listed: true,
} as const

/** Stops handing out items of a project; leased ones can still be answered. */
export const projectPause: TapCommand = {
  ...moderatorOnly,
  name: 'project pause',
  run: async ({ trx, clock, account, args, t }) => {
    const paused = await pauseProject(trx, clock, { slug: args.project ?? '', accountId: account.id })
    return {
      blocks: [paragraph(t('project.paused', { project: paused.slug }))],
      buttons: [],
      ephemeral: true,
    }
  },
}

/** Hands out items of a paused project again. */
export const projectResume: TapCommand = {
  ...moderatorOnly,
  name: 'project resume',
  run: async ({ trx, clock, account, args, t }) => {
    const resumed = await resumeProject(trx, clock, { slug: args.project ?? '', accountId: account.id })
    return {
      blocks: [paragraph(t('project.resumed', { project: resumed.slug }))],
      buttons: [],
      ephemeral: true,
    }
  },
}

import { type PollStatus, pollStatus } from '../../core/consensus/group/poll-status.ts'
import { loadProject } from '../../core/projects/load-project.ts'
import { messageRoom, shownLength } from '../../core/projects/platform-limits.ts'
import type { Project } from '../../core/projects/project.ts'
import { annotatedLabel } from '../../core/store/annotations.ts'
import type { Trx } from '../../core/store/database.ts'
import { decidedLabel } from '../../core/store/decisions.ts'
import { type CountedPost, splitOfDispute } from '../../core/store/group-posts.ts'
import { textOfItem } from '../../core/store/items.ts'
import { projectOfTap } from '../../core/store/tap-projects.ts'
import type { Translate } from '../../locales/messages.ts'
import { labelRows } from '../label-rows.ts'
import type { Block, ScreenDraft } from '../screen.ts'
import { heading, list, paragraph } from '../text.ts'
import { dateTime } from '../wallet/date-time.ts'

/** A dispute as everybody in a group sees it: the item, what the guideline says, and how many votes there are. Before
 * it is decided nothing tells how votes fell, and nothing ever whose they are. */
export async function pollScreen(trx: Trx, t: Translate, post: CountedPost): Promise<ScreenDraft> {
  const project = loadProject(await projectOfTap(trx, post.projectId))
  const { title, schema } = project.definition
  const text = await textOfItem(trx, post.itemId)
  const status = pollStatus(post)
  const item = [
    heading(t('group.title', { project: title })),
    paragraph(schema.question),
    { kind: 'quote', text } as const,
  ]
  if (status !== 'open') {
    return { blocks: [...item, ...(await outcome(trx, t, post, project, status))], buttons: [] }
  }
  return {
    blocks: [
      ...item,
      ...guidelineBlocks(t, project, text),
      paragraph(countText(t, post, project)),
      paragraph(t('group.howTo')),
    ],
    buttons: labelRows(project, 'group-vote', { post: post.id }),
  }
}

/** Votes given of those that are wanted, and until when. */
function countText(t: Translate, { given, asked, deadline }: CountedPost, { definition }: Project): string {
  const wanted = Math.max(definition.validation.panelMinVotes, given + asked)
  return t('group.count', { given, wanted, due: dateTime(t, deadline ?? '') })
}

/** As much of the guideline as a message holds. */
function guidelineBlocks(t: Translate, { definition }: Project, text: string): Block[] {
  const { title, schema, guideline } = definition
  const room = messageRoom([title, schema.question, text])
  const rules = schema.labels.map((one) =>
    t('guideline.label', { label: one.title, definition: one.definition }),
  )
  const summary = t('group.guideline', { summary: guideline.summary })
  const short = shownLength(summary)
  const full = rules.reduce((sum, rule) => sum + shownLength(rule), short)
  if (full <= room) return [paragraph(summary), list(rules)]
  return short <= room ? [paragraph(summary)] : []
}

async function outcome(
  trx: Trx,
  t: Translate,
  post: CountedPost,
  project: Project,
  status: Exclude<PollStatus, 'open'>,
): Promise<Block[]> {
  if (status !== 'decided') return [paragraph(t(`group.${status}`))]
  const titleOf = (name: string) =>
    project.definition.schema.labels.find((one) => one.name === name)?.title ?? name
  const decided = (await decidedLabel(trx, post.itemId, post.round)) ?? ''
  const first = await annotatedLabel(trx, post.itemId, post.round)
  const { labels, unsure } = await splitOfDispute(trx, post)
  const split = project.definition.schema.labels.flatMap(({ name, title }) => {
    const votes = labels.get(name)
    return votes === undefined ? [] : [t('group.split', { label: title, votes })]
  })
  return [
    paragraph(t('group.decided', { label: titleOf(decided) })),
    list([...split, ...(unsure > 0 ? [t('group.unsure', { votes: unsure })] : [])]),
    paragraph(first === decided ? t('group.stands') : t('group.overturned', { label: titleOf(first) })),
    paragraph(t('group.paid')),
  ]
}

import { amount } from '../core/amount.ts'
import { type Clock, msBetween } from '../core/clock.ts'
import { ExpectedError } from '../core/errors.ts'
import type { Account } from '../core/people/account.ts'
import type { Trx } from '../core/store/database.ts'
import { claimItem, type Task } from '../core/tasks/claim-item.ts'
import type { Translate } from '../locales/messages.ts'
import { explainError } from './explain-error.ts'
import type { Block, ButtonDraft, ScreenDraft } from './screen.ts'
import type { Services } from './services.ts'
import { heading, paragraph, plainText } from './text.ts'

interface NextItem {
  readonly trx: Trx
  readonly clock: Clock
  readonly account: Account
  readonly services: Services
  readonly t: Translate
}

/** Claims the next item and shows it below `before`. When there is none, says why instead, so that what
 * was done before it in the same transaction stands. */
export async function nextItemScreen(context: NextItem, before: readonly Block[]): Promise<ScreenDraft> {
  const { trx, clock, account, services, t } = context
  try {
    const task = await claimItem(trx, clock, account, {})
    return taskScreen(t, clock, services, task, before)
  } catch (thrown) {
    if (!(thrown instanceof ExpectedError)) throw thrown
    const again: ButtonDraft = { label: plainText(t('task.again')), command: 'task' }
    return {
      blocks: [...before, paragraph(explainError(t, thrown))],
      buttons: [[again, { label: plainText(t('earnings.title')), command: 'earnings' }]],
      ephemeral: true,
    }
  }
}

/** One item with its labels as buttons. */
export function taskScreen(
  t: Translate,
  clock: Clock,
  services: Services,
  task: Task,
  before: readonly Block[] = [],
): ScreenDraft {
  const { title, schema, rewards } = task.project.definition
  const minutes = Math.max(1, Math.round(msBetween(clock.now(), task.deadline) / 60_000))
  const reward = amount(rewards.annotation)
  return {
    blocks: [
      ...before,
      heading(t('task.question', { question: schema.question })),
      { kind: 'quote', text: task.item.content.text },
      paragraph(t('task.progress', { project: title, reward, symbol: services.tokenSymbol })),
      paragraph(t('task.minutes', { count: minutes })),
    ],
    buttons: [...labelRows(task), footer(t, task.assignmentId)],
    ephemeral: true,
  }
}

/** Short labels share a row; Discord allows five rows of five, of which the last is the footer. */
function labelRows({ assignmentId, project }: Task): ButtonDraft[][] {
  const { labels } = project.definition.schema
  const perRow = labels.length > 8 ? 5 : labels.some((label) => label.title.length > 16) ? 2 : 3
  const buttons = labels.map(
    (label): ButtonDraft => ({
      label: label.title,
      command: 'answer',
      args: { assignment: assignmentId, label: label.name },
      style: 'primary',
    }),
  )
  const rows: ButtonDraft[][] = []
  for (let at = 0; at < buttons.length; at += perRow) rows.push(buttons.slice(at, at + perRow))
  return rows
}

function footer(t: Translate, assignment: string): ButtonDraft[] {
  return [
    { label: plainText(t('task.skip')), command: 'skip', args: { assignment } },
    { label: plainText(t('task.guideline')), command: 'guideline', args: { assignment } },
  ]
}

import { amount } from '../core/amount.ts'
import { type Clock, msBetween } from '../core/clock.ts'
import { ExpectedError } from '../core/errors.ts'
import type { Account } from '../core/people/account.ts'
import { voteAmounts } from '../core/projects/peers-terms.ts'
import type { Trx } from '../core/store/database.ts'
import { claimItem, type Task } from '../core/tasks/claim-item.ts'
import type { Translate } from '../locales/messages.ts'
import { explainError } from './explain-error.ts'
import { labelRows } from './label-rows.ts'
import { practiceNeeded } from './practice-needed.ts'
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
    const toPractise = practiceNeeded(t, thrown, before)
    if (toPractise) return toPractise
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
  const { schema } = task.project.definition
  return {
    blocks: [
      ...before,
      heading(t('task.question', { question: schema.question })),
      { kind: 'quote', text: task.item.content.text },
      paragraph(progressOf(t, services, task)),
      paragraph(timeLeft(t, clock, task)),
    ],
    buttons: [...labelRows(task.project, 'answer', { assignment: task.assignmentId }), footer(t, task)],
    ephemeral: true,
  }
}

/** What the item pays, and for a validator how many there are. Whoever validates sees nothing of what others said. */
function progressOf(t: Translate, { tokenSymbol: symbol }: Services, { project, validation }: Task): string {
  const { title, rewards } = project.definition
  if (!validation) return t('task.progress', { project: title, reward: amount(rewards.annotation), symbol })
  const reward = amount(voteAmounts(project.definition).rewardWei)
  return t('validate.progress', { project: title, reward, symbol, ...validation })
}

function timeLeft(t: Translate, clock: Clock, { deadline }: Task): string {
  const minutes = Math.max(1, Math.round(msBetween(clock.now(), deadline) / 60_000))
  return minutes < 120
    ? t('task.minutes', { count: minutes })
    : t('task.hours', { count: Math.floor(minutes / 60) })
}

function footer(t: Translate, { assignmentId: assignment, validation }: Task): ButtonDraft[] {
  const recuse = { label: plainText(t('recuse.button')), command: 'recuse', args: { assignment } }
  return [
    { label: plainText(t('task.skip')), command: 'skip', args: { assignment } },
    ...(validation ? [recuse] : []),
    { label: plainText(t('task.guideline')), command: 'guideline', args: { assignment } },
  ]
}

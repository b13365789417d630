import type { Clock } from '../../clock.ts'
import { ExpectedError } from '../../errors.ts'
import type { ItemId, PersonId } from '../../ids.ts'
import type { Account } from '../../people/account.ts'
import type { Project } from '../../projects/project.ts'
import { insertAuditEntry } from '../../store/audit-entries.ts'
import type { Trx } from '../../store/database.ts'
import { findGoldItemById } from '../../store/gold.ts'
import {
  insertPracticeAnswer,
  type PracticeAnswer,
  type PracticeItem,
  practiceAnswers,
  practiceItemsFor,
} from '../../store/practice.ts'
import { findRank, storeRank } from '../../store/ranks.ts'
import { type PracticeProgress, practiceProgress } from './practice-progress.ts'

/** What somebody practises on next; no item once they have passed. */
export interface PracticeStep {
  readonly item: PracticeItem | null
  readonly progress: PracticeProgress
}

/**
 * The next item to practise on: of the label they have practised least. When all are used up, another attempt begins
 * with all of them: nobody is kept out for good. Answers count by what is known now: whoever was called wrong by a known
 * answer that has been corrected may have passed.
 * @throws ExpectedError `practice.none` when the project asks for none
 */
export async function nextPractice(
  trx: Trx,
  clock: Clock,
  project: Project,
  account: Account,
): Promise<PracticeStep> {
  const { personId } = account
  const key = { projectId: project.id, personId }
  const { progress, answers } = await progressOf(trx, project, personId)
  if (progress.isPassed) {
    await pass(trx, clock, project, account, progress)
    return { item: null, progress }
  }
  const attempt = answers.at(-1)?.attempt ?? 1
  const left = await practiceItemsFor(trx, { ...key, attempt })
  if (left.length > 0) return { item: leastPractised(left, answers, attempt), progress }
  const again = await practiceItemsFor(trx, { ...key, attempt: attempt + 1 })
  const item = leastPractised(again, answers, attempt + 1)
  if (!item) throw new ExpectedError('practice.none', { project: project.slug })
  return { item, progress }
}

async function progressOf(trx: Trx, project: Project, personId: PersonId) {
  const found = await practiceProgress(trx, project, personId)
  if (!found) throw new ExpectedError('practice.none', { project: project.slug })
  return found
}

function leastPractised(
  items: readonly PracticeItem[],
  answers: readonly PracticeAnswer[],
  attempt: number,
): PracticeItem | null {
  const timesOf = (label: string) =>
    answers.filter((answer) => answer.attempt === attempt && answer.truth === label).length
  return [...items].sort((one, other) => timesOf(one.label) - timesOf(other.label))[0] ?? null
}

/** What a practice answer was worth, and why. */
export interface PracticeResult {
  readonly isRight: boolean
  readonly text: string
  /** The right label. */
  readonly title: string
  readonly definition: string
  readonly why: string | null
  readonly progress: PracticeProgress
}

/**
 * Takes a practice answer and says at once whether it is right and why: the item tests nobody. Whoever has given
 * enough right ones becomes annotator of the project.
 * @throws ExpectedError `practice.none`, `task.closed` when the item cannot be practised on, `task.unknownLabel`
 */
export async function answerPractice(
  trx: Trx,
  clock: Clock,
  project: Project,
  account: Account,
  { itemId, label }: { itemId: ItemId; label: string },
): Promise<PracticeResult> {
  const { labels } = project.definition.schema
  const given = labels.find((one) => one.name === label)
  if (!given) {
    const titles = labels.map((one) => one.title).join(', ')
    throw new ExpectedError('task.unknownLabel', { label: label.slice(0, 40), labels: titles })
  }
  const item = await findGoldItemById(trx, itemId)
  const truth = labels.find((one) => one.name === item?.knownLabel)
  const isOpen = item?.state === 'retired' && item.projectId === project.id
  if (!item || !truth || !isOpen) throw new ExpectedError('task.closed', {})
  const isRight = given.name === truth.name
  await store(trx, clock, project, account, { itemId, label, isRight })
  const { progress } = await progressOf(trx, project, account.personId)
  if (progress.isPassed) await pass(trx, clock, project, account, progress)
  return {
    isRight,
    text: item.text,
    title: truth.title,
    definition: truth.definition,
    why: item.why,
    progress,
  }
}

async function store(
  trx: Trx,
  clock: Clock,
  { id: projectId }: Project,
  { id: accountId, personId }: Account,
  answer: { itemId: ItemId; label: string; isRight: boolean },
): Promise<void> {
  const answers = await practiceAnswers(trx, { projectId, personId })
  const current = answers.at(-1)?.attempt ?? 1
  const isUsed = answers.some((one) => one.attempt === current && one.itemId === answer.itemId)
  const left = isUsed ? await practiceItemsFor(trx, { projectId, personId, attempt: current }) : []
  // An item comes again only in the next attempt, which begins when this one has none left.
  if (isUsed && left.length > 0) throw new ExpectedError('task.closed', {})
  const attempt = isUsed ? current + 1 : current
  const stored = { projectId, accountId, personId, attempt, ...answer, at: clock.now() }
  if (!(await insertPracticeAnswer(trx, stored))) throw new ExpectedError('task.closed', {})
}

async function pass(
  trx: Trx,
  clock: Clock,
  project: Project,
  { id: accountId, personId }: Account,
  { right, of }: PracticeProgress,
): Promise<void> {
  const key = { projectId: project.id, personId }
  if (await findRank(trx, key)) return
  const at = clock.now()
  await storeRank(trx, key, { rank: 'annotator', setBy: null, at })
  const details = { personId, right, of }
  const action = 'practice.passed'
  await insertAuditEntry(trx, { accountId, action, target: project.slug, details, createdAt: at })
}

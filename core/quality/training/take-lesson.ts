import type { Clock } from '../../clock.ts'
import type { PersonId } from '../../ids.ts'
import type { Project } from '../../projects/project.ts'
import type { Trx } from '../../store/database.ts'
import { countDownOffer, latestOffers, markShown, ruledItems, teachingItems } from '../../store/training.ts'
import { chooseExamples, type LessonExample } from './choose-examples.ts'

/** What a label of a lesson is called and means. */
export interface LessonLabel {
  readonly name: string
  readonly title: string
  readonly definition: string
}

/** Examples of two labels a person confuses. */
export interface Lesson {
  readonly truth: LessonLabel
  /** What they call it. */
  readonly given: LessonLabel
  readonly examples: readonly LessonExample[]
}

const KNOWN_ITEMS = 3
const EARLIER_OFFERS = 100

/**
 * The lesson that is due after an answer of a person in a project, or null. Tells nothing of the answer just given: it
 * was decided on some answers ago, from all that are judged. One statement for nearly everybody.
 */
export async function takeLesson(
  trx: Trx,
  clock: Clock,
  project: Project,
  personId: PersonId,
): Promise<Lesson | null> {
  const key = { projectId: project.id, personId }
  const offer = await countDownOffer(trx, key)
  if (!offer) return null
  const earlier = await latestOffers(trx, key, EARLIER_OFFERS)
  await markShown(trx, offer.id, clock.now())
  const { labels } = project.definition.schema
  const truth = labels.find((label) => label.name === offer.truth)
  const given = labels.find((label) => label.name === offer.given)
  if (!truth || !given) return null
  const names = { truth: truth.name, given: given.name }
  const asked = { projectId: project.id, ...names, limit: KNOWN_ITEMS }
  const known = [...(await ruledItems(trx, asked)), ...(await teachingItems(trx, asked))]
  const examples = chooseExamples(project.definition, names, known, earlier.length - 1)
  return { truth, given, examples }
}

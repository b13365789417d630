import type { Clock } from '../../clock.ts'
import { newId, type PersonId } from '../../ids.ts'
import type { Project } from '../../projects/project.ts'
import type { Trx } from '../../store/database.ts'
import type { JudgedAnswer } from '../../store/judged-answers.ts'
import { insertOffer, latestOffers } from '../../store/training.ts'
import { confusedLabels } from './confused-labels.ts'

/** After examples of any labels somebody gets time to use them. */
const FEWEST_BETWEEN = 10
const LOOKED_AT = 20
/** An offer is shown after 1 to so many further answers, by chance: nobody can tell which answer led to it. */
const MOST_WAITING = 4

/**
 * Has a person be shown examples of the two labels they confuse most in a project, if they surely confuse any. What
 * counts are the answers they gave since they were last shown examples of the same labels. `answers` are their judged
 * answers in the project.
 */
export async function offerTraining(
  trx: Trx,
  clock: Clock,
  project: Project,
  { personId, answers }: { personId: PersonId; answers: readonly JudgedAnswer[] },
  random: (below: number) => number,
): Promise<void> {
  const key = { projectId: project.id, personId }
  const offers = await latestOffers(trx, key, LOOKED_AT)
  if (offers.some((offer) => offer.shownAt === null)) return
  const [last] = offers
  const since = answers.filter((answer) => answer.createdAt > (last?.shownAt ?? '')).length
  if (last && since < FEWEST_BETWEEN) return
  const shownAt = (truth: string, given: string) =>
    offers.find((offer) => offer.truth === truth && offer.given === given)?.shownAt ?? ''
  const fresh = answers.filter(
    (answer) => answer.label === answer.truth || answer.createdAt > shownAt(answer.truth, answer.label),
  )
  const confused = confusedLabels(fresh, project.definition.schema.labels.length)
  if (!confused) return
  const { truth, given } = confused
  const answersLeft = 1 + random(MOST_WAITING)
  await insertOffer(trx, { ...key, id: newId(), truth, given, answersLeft, createdAt: clock.now() })
}

import { type Clock, msBetween } from '../../clock.ts'
import { type AnnotationId, type ItemId, newId, type PersonId } from '../../ids.ts'
import type { Project } from '../../projects/project.ts'
import {
  annotationsForRefit,
  type PersonBelief,
  type RefitAnnotation,
  sinceRefit,
  storePersonBeliefs,
  storeProjectBelief,
} from '../../store/belief-refits.ts'
import { storeClosedItemBelief } from '../../store/beliefs.ts'
import type { Store } from '../../store/database.ts'
import { restingItems } from '../../store/resting-items.ts'
import type { SingleChoiceInference } from '../infer-single-choice.ts'
import { type Infer, inferInWorker } from './infer-in-worker.ts'
import { labelNames } from './label-names.ts'
import { beliefOf } from './read-item-belief.ts'

/** A refit looks at the latest annotations; bounds its time to seconds. */
const MAX_ANNOTATIONS = 100_000
const PAGE = 10_000
/** Rows a transaction: taps get their turn between two of them. */
const CHUNK = 100
/** A refit is due after so many new annotations, or a fifth more, whatever comes later. */
const FEWEST_NEW = 20
const GROWTH = 0.2
/** ... but never later than after so many. */
const MOST_NEW = 5_000
/** ... nor when one has waited so long: decisions may wait for the refit. */
const LONGEST_WAIT_MS = 10 * 60_000

/**
 * Whether enough annotations came since the latest refit of a project, or one has waited for long, or an item rests
 * that the latest refit saw and nobody could decide then: somebody held it, or the process ended. Look-ups in an index.
 */
export async function refitIsDue(store: Store, clock: Clock, { id: projectId }: Project): Promise<boolean> {
  return await store.transaction(async (trx) => {
    const { known, fresh, oldest } = await sinceRefit(trx, projectId)
    if (oldest === null) return (await restingItems(trx, { projectId, after: null, size: 1 })).length > 0
    return fresh >= refitInterval(known) || msBetween(oldest, clock.now()) >= LONGEST_WAIT_MS
  })
}

/** New annotations after which a refit is due when the latest one looked at `known`. */
export function refitInterval(known: number): number {
  return Math.min(MOST_NEW, Math.max(FEWEST_NEW, Math.ceil(known * GROWTH)))
}

/**
 * Forms the belief of a project anew from its latest 100,000 annotations: what is known of people, the
 * state that answers are read by, and the posteriors of items that take no more answers.
 * Reads and writes in short transactions; computes outside of them. False when there is nothing to read.
 */
export async function refitProject(
  store: Store,
  clock: Clock,
  project: Project,
  infer: Infer = inferInWorker,
): Promise<boolean> {
  const annotations = await readAnnotations(store, project)
  const newest = annotations.at(-1)
  if (!newest) return false
  const labels = labelNames(project.definition)
  const inference = await infer(
    annotations.map(({ itemId, personId, label }) => ({ item: itemId, person: personId, label })),
    { labels, gold: goldOf(annotations) },
  )
  await storePeople(store, project, peopleOf(inference))
  await store.transaction((trx) =>
    storeProjectBelief(trx, {
      projectId: project.id,
      version: newId(),
      state: JSON.stringify(inference.state),
      annotations: annotations.length,
      lastAnnotationId: newest.id,
      refittedAt: clock.now(),
    }),
  )
  await storeClosedItems(store, inference)
  return true
}

/** Oldest first. */
async function readAnnotations(store: Store, { id: projectId }: Project): Promise<RefitAnnotation[]> {
  const newestFirst: RefitAnnotation[] = []
  for (let before: AnnotationId | null = null; newestFirst.length < MAX_ANNOTATIONS; ) {
    const page: RefitAnnotation[] = await store.transaction((trx) =>
      annotationsForRefit(trx, { projectId, before, size: PAGE }),
    )
    newestFirst.push(...page)
    before = page.at(-1)?.id ?? null
    if (page.length < PAGE) break
  }
  return newestFirst.reverse()
}

function goldOf(annotations: readonly RefitAnnotation[]): Map<string, string> {
  const gold = new Map<string, string>()
  for (const { itemId, goldLabel } of annotations) if (goldLabel !== null) gold.set(itemId, goldLabel)
  return gold
}

function peopleOf({ people }: SingleChoiceInference): PersonBelief[] {
  return [...people].map(([person, counts]) => ({
    personId: person as PersonId,
    counts: JSON.stringify(counts, (_, value) => (typeof value === 'number' ? short(value) : value)),
  }))
}

/** Expected counts need no more digits than this. */
function short(count: number): number {
  return Number(count.toPrecision(5))
}

async function storePeople(store: Store, { id }: Project, people: readonly PersonBelief[]): Promise<void> {
  for (let done = 0; done < people.length; done += CHUNK) {
    const chunk = people.slice(done, done + CHUNK)
    await store.transaction((trx) => storePersonBeliefs(trx, id, chunk))
  }
}

async function storeClosedItems(store: Store, { table, posterior }: SingleChoiceInference): Promise<void> {
  const classes = table.labels.length
  for (let done = 0; done < table.items.length; done += CHUNK) {
    const chunk = table.items.slice(done, done + CHUNK)
    await store.transaction(async (trx) => {
      for (const [index, item] of chunk.entries()) {
        const from = (done + index) * classes
        const row = Array.from(posterior.subarray(from, from + classes))
        await storeClosedItemBelief(trx, item as ItemId, beliefOf(row, table.labels))
      }
    })
  }
}

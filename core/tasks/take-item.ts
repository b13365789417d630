import type { ItemId } from '../ids.ts'
import type { Account } from '../people/account.ts'
import { familyOf } from '../projects/family-of.ts'
import type { Project } from '../projects/project.ts'
import { beliefState } from '../quality/belief/belief-state.ts'
import { countsOf } from '../quality/belief/counts-of.ts'
import { labelNames } from '../quality/belief/label-names.ts'
import { reputationOf } from '../quality/belief/reputation.ts'
import type { PersonCounts } from '../quality/graded-model.ts'
import { itemPosterior, type ProjectState } from '../quality/graded-posterior.ts'
import { answerMatrix } from '../quality/policy/answer-matrix.ts'
import { chooseGold } from '../quality/policy/choose-gold.ts'
import { goldRate } from '../quality/policy/gold-rate.ts'
import { rankCandidates } from '../quality/policy/rank-candidates.ts'
import type { Trx } from '../store/database.ts'
import {
  findAnyStarted,
  lookAround,
  type OpenItem,
  type SeekerFacts,
  STARTED_LOOKED_AT,
} from '../store/dispatch/look-around.ts'
import { findOpenGold } from '../store/dispatch/open-gold.ts'
import { lockCluster, type Seeker, storeCursor } from '../store/dispatch/seekers.ts'
import { type TakenItem, takeSlot } from '../store/dispatch/take-slot.ts'

/** Places a cursor must gain before it is worth storing. */
const CURSOR_STEP = STARTED_LOOKED_AT / 2

export interface TakeOptions {
  /** Only one of these items. */
  readonly among?: readonly ItemId[] | undefined
  /** A number from 0 to below 1, by which gold is mixed in. */
  chance(): number
}

/** A person who looks for an item in a project, with all that choosing one needs. */
interface Search {
  readonly seeker: Seeker
  readonly facts: SeekerFacts
  /** Items near the person's place in the project. */
  readonly open: readonly OpenItem[]
  readonly state: ProjectState
  readonly counts: readonly PersonCounts[]
  readonly redundancy: 'adaptive' | 'fixed'
  /** JSON. */
  readonly among: string | undefined
}

/**
 * Takes a slot of the item of a project that this person should be given next: now and then a gold item, and else
 * the one their answer can be expected to say most about (see `rankCandidates`). Nothing that they or their cluster
 * had before. Looks at no more than 50 items, found by one query in an index, however many there are, as long as
 * any of these or a new one is left; only then at all that are open. Null when the project has nothing for them.
 */
export async function takeItem(
  trx: Trx,
  account: Account,
  project: Project,
  { among, chance }: TakeOptions,
): Promise<TakenItem | null> {
  const search = await beginSearch(trx, account, project, among)
  const { facts, open } = search
  const goldIsDue = facts.hasBegun && chance() < goldRate(reputationOf(facts))
  const gold = goldIsDue ? await takeGold(trx, search) : null
  if (gold) return gold
  if (among === undefined) await moveCursor(trx, search)
  const unseen = open.filter((item) => !item.seen)
  const found = (await takeBest(trx, search, unseen)) ?? (await takeLeft(trx, search))
  // Nobody's first item is gold; after that, gold is better than nothing.
  return found ?? (facts.hasBegun ? await takeGold(trx, search) : null)
}

async function beginSearch(
  trx: Trx,
  { personId }: Account,
  { id: projectId, definition }: Project,
  ids: readonly ItemId[] | undefined,
): Promise<Search> {
  const seeker = { projectId, personId }
  const among = ids && JSON.stringify(ids)
  const look = () => lookAround(trx, { ...seeker, family: familyOf(definition), among })
  let { facts, open } = await look()
  // Others of the cluster may have taken something until its lock was had.
  if (facts.clusterId !== null && (await lockCluster(trx, facts.clusterId))) ({ facts, open } = await look())
  const labels = labelNames(definition)
  return {
    seeker,
    facts,
    open,
    state: await beliefState(trx, projectId, facts.version, labels),
    counts: countsOf(facts.counts, labels.length),
    redundancy: definition.adaptive ? 'adaptive' : 'fixed',
    among,
  }
}

/** Moves a person's place in the project on past the started items they have seen. */
async function moveCursor(trx: Trx, { seeker, facts: { cursor }, open }: Search): Promise<void> {
  const ahead = open.filter((item) => item.started && item.ordinal > cursor).slice(0, STARTED_LOOKED_AT)
  const unseen = ahead.findIndex((item) => !item.seen)
  const steps = unseen < 0 ? ahead.length : unseen
  // At the end of the list the search begins anew: slots may have come free behind the cursor.
  const atEnd = unseen < 0 && steps < STARTED_LOOKED_AT
  const place = atEnd ? 0 : (ahead[steps - 1]?.ordinal ?? cursor)
  if (place !== cursor && (atEnd || steps >= CURSOR_STEP)) await storeCursor(trx, seeker, place)
}

/** What is left when nothing near the person's place is, and nothing is new. */
async function takeLeft(trx: Trx, search: Search): Promise<TakenItem | null> {
  if (search.among !== undefined) return null
  return await takeBest(trx, search, await findAnyStarted(trx, search.seeker))
}

async function takeBest(
  trx: Trx,
  { state, counts, redundancy }: Search,
  open: readonly OpenItem[],
): Promise<TakenItem | null> {
  const expectation = {
    answers: answerMatrix(state, counts),
    unanswered: itemPosterior(state, []),
    redundancy,
  }
  return await takeFirst(trx, rankCandidates(open, expectation))
}

async function takeGold(trx: Trx, { seeker, state, counts, among }: Search): Promise<TakenItem | null> {
  const gold = await findOpenGold(trx, { ...seeker, among })
  return await takeFirst(trx, chooseGold(gold, state.priors[0]?.labels ?? [], counts))
}

/** On PostgreSQL others may hold some of the items at this moment. */
async function takeFirst(trx: Trx, items: readonly { readonly id: ItemId }[]): Promise<TakenItem | null> {
  for (const { id } of items) {
    const taken = await takeSlot(trx, id)
    if (taken) return taken
  }
  return null
}

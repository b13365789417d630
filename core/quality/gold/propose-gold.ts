import type { Clock } from '../../clock.ts'
import type { Project } from '../../projects/project.ts'
import type { Store, Trx } from '../../store/database.ts'
import { countGold, findGoldItemById } from '../../store/gold.ts'
import { lockItem, type UnanimousItem, unanimousItems } from '../../store/gold-work.ts'
import { lastOrdinal } from '../../store/items.ts'
import { ranksOfProject } from '../../store/ranks.ts'
import { labelNames } from '../belief/label-names.ts'
import { changeGold } from './change-gold.ts'
import { MOST_PROPOSALS, tellProposals } from './tell-proposals.ts'

/** Items of a project that one run looks at, wherever it begins. */
const WINDOW = 1_000
const FEWEST_ANSWERS = 3
const LEAST_PROBABILITY = 0.95
/** Validators or experts among those who agreed, where a rule may confirm. */
const TRUSTED_PEOPLE = 2

/**
 * Proposes items as gold on which everybody agreed and which are believed to be so with 95 % at least: as many as
 * the project wants gold, each label its equal part as far as there are any. They are taken at random from a part
 * of the project, not the surest first, which would be the easiest. Where the project lets a rule confirm, those
 * to which two validators or experts agreed become gold at once; the others wait for a moderator. Returns how
 * many were proposed.
 */
export async function proposeGold(
  store: Store,
  clock: Clock,
  project: Project,
  random: (below: number) => number,
): Promise<number> {
  return await store.transaction(async (trx) => {
    const wanted = await wantedByLabel(trx, project)
    if (wanted.size === 0) return 0
    const after = Math.max(0, random((await lastOrdinal(trx, project.id)) + 1) - WINDOW / 2)
    const found = await unanimousItems(trx, {
      projectId: project.id,
      after,
      upTo: after + WINDOW,
      answers: FEWEST_ANSWERS,
      probability: LEAST_PROBABILITY,
    })
    const chosen = choose(found, wanted, random)
    const waiting = await storeProposals(trx, clock, project, chosen)
    if (waiting > 0) await tellProposals(trx, clock, project)
    return chosen.length
  })
}

/** How many items of each label are wanted; labels with enough are left out. */
async function wantedByLabel(trx: Trx, { id, definition }: Project): Promise<Map<string, number>> {
  const labels = labelNames(definition)
  const gold = (await countGold(trx, id)).filter(({ state }) => state !== 'retired')
  const waiting = gold.filter(({ state }) => state === 'candidate').reduce((sum, one) => sum + one.count, 0)
  const room = Math.min(MOST_PROPOSALS - waiting, definition.gold.wanted)
  if (room <= 0) return new Map()
  const each = Math.ceil(definition.gold.wanted / labels.length)
  const wanted = labels.map((label) => {
    const known = gold.filter((one) => one.label === label).reduce((sum, one) => sum + one.count, 0)
    return [label, Math.min(room, each - known)] as const
  })
  return new Map(wanted.filter(([, count]) => count > 0))
}

function choose(
  found: readonly UnanimousItem[],
  wanted: ReadonlyMap<string, number>,
  random: (below: number) => number,
): UnanimousItem[] {
  const left = new Map(wanted)
  const chosen: UnanimousItem[] = []
  const pool = [...found]
  while (pool.length > 0 && chosen.length < MOST_PROPOSALS) {
    const [item] = pool.splice(random(pool.length), 1)
    const room = left.get(item?.label ?? '') ?? 0
    if (!item || room === 0) continue
    left.set(item.label, room - 1)
    chosen.push(item)
  }
  return chosen
}

/** Returns how many wait for a moderator. */
async function storeProposals(
  trx: Trx,
  clock: Clock,
  project: Project,
  chosen: readonly UnanimousItem[],
): Promise<number> {
  const byRule = project.definition.gold.confirm === 'rule'
  const ranks = byRule ? await ranksOfProject(trx, project.id) : new Map()
  let waiting = 0
  for (const { itemId, label, people } of chosen) {
    const trusted = people.filter((person) => /^(validator|expert)$/.test(ranks.get(person)?.rank ?? ''))
    const isConfirmed = trusted.length >= TRUSTED_PEOPLE
    await lockItem(trx, itemId)
    const item = await findGoldItemById(trx, itemId)
    if (!item || item.state !== null) continue
    await changeGold(trx, clock, project, item, {
      state: isConfirmed ? 'active' : 'candidate',
      label,
      isKnown: isConfirmed,
      why: null,
      origin: 'consensus',
      reason: null,
      accountId: null,
    })
    if (!isConfirmed) waiting++
  }
  return waiting
}

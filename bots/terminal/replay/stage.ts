import type { ItemId } from '../../../core/ids.ts'
import type { Account } from '../../../core/people/account.ts'
import { createProject } from '../../../core/projects/create-project.ts'
import { type ProjectDefinition, projectDefinition, sourceOf } from '../../../core/projects/definition.ts'
import type { Project } from '../../../core/projects/project.ts'
import { lossFor } from '../../../core/quality/policy/annotation-value.ts'
import { type CrowdRecord, seededInts, shuffled } from '../../../core/quality/replay/record.ts'
import type { Store } from '../../../core/store/database.ts'
import { readBelievedItems } from '../../../core/store/item-beliefs.ts'
import { insertItems } from '../../../core/store/items.ts'
import { gatherPeople } from '../gather-people.ts'
import { StageClock } from '../stage-clock.ts'

/** How many answers an item gets: so many, or as many as make its label this probable. */
export type ReplayPolicy =
  | { readonly kind: 'fixed'; readonly redundancy: number }
  | { readonly kind: 'adaptive'; readonly threshold: number }

/** An adaptive policy asks for at most three times as many answers as a project does by default: few items that
 * so many people could not settle are settled by more. */
const MOST = 9
const TOKEN = 10n ** 18n
const CHUNK = 500

/** A community in which recorded workers are people and recorded items wait for their answers. */
export interface Stage {
  readonly store: Store
  readonly clock: StageClock
  readonly project: Project
  readonly accounts: ReadonlyMap<string, Account>
  /** Recorded item -> stored item, and back. */
  readonly itemIds: ReadonlyMap<string, ItemId>
  readonly itemNames: ReadonlyMap<ItemId, string>
  /** Recorded label -> name in the project. */
  readonly labelNames: ReadonlyMap<string, string>
}

/** Sets a record up in an empty store. Items are in an order that the seed chooses; of the truth only gold
 * is stored. */
export async function setStage(
  store: Store,
  record: CrowdRecord,
  policy: ReplayPolicy,
  { gold, seed }: { gold: ReadonlyMap<string, string>; seed: number },
): Promise<Stage> {
  const clock = new StageClock()
  const labelNames = new Map(record.labels.map((label, index) => [label, classNames(record)[index] ?? '']))
  const definition = replayDefinition(record, policy)
  const source = sourceOf(definition)
  const project = await store.transaction((trx) =>
    createProject(trx, clock, { definition, source, createdBy: null }),
  )
  const names = shuffled(record.items, seededInts(seed))
  const { redundancy } = definition
  for (let done = 0; done < names.length; done += CHUNK) {
    const items = names.slice(done, done + CHUNK).map((externalId) => ({
      externalId,
      content: { text: 'An item of a record' },
      goldLabel: labelNames.get(gold.get(externalId) ?? '') ?? null,
    }))
    const chunk = { projectId: project.id, firstOrdinal: done + 1, redundancy, items }
    await store.transaction((trx) => insertItems(trx, chunk))
  }
  const stored = await store.transaction((trx) => readBelievedItems(trx, project.id))
  const itemIds = new Map(stored.map((item) => [item.externalId, item.itemId]))
  const itemNames = new Map([...itemIds].map(([name, id]) => [id, name]))
  const stakeWei = BigInt(record.items.length + 1) * TOKEN
  const accounts = await gatherPeople(store, clock, { userIds: record.workers, platform: 'replay', stakeWei })
  return { store, clock, project, accounts, itemIds, itemNames, labelNames }
}

/** The definition of the project that a record is played in. */
export function replayDefinition(record: CrowdRecord, policy: ReplayPolicy): ProjectDefinition {
  return projectDefinition.parse(projectFile(classNames(record), policy))
}

/** Recorded labels may be anything; a project's have names of their own. */
function classNames({ labels }: CrowdRecord): string[] {
  return labels.map((_, index) => `class-${index + 1}`)
}

function projectFile(labels: readonly string[], policy: ReplayPolicy): unknown {
  const example = { text: 'An example', label: labels[0], why: 'It shows how' }
  const redundancy = policy.kind === 'fixed' ? policy.redundancy : 1
  const loss = policy.kind === 'adaptive' ? lossFor(policy.threshold, labels.length) : null
  return {
    name: 'replay',
    title: 'Replay',
    description: 'Recorded answers, given again',
    languages: ['en'],
    schema: {
      task: 'classification',
      question: 'Which class is it?',
      labels: labels.map((name) => ({ name, title: name, definition: name })),
    },
    guideline: { summary: 'As recorded', good: [example], poor: [example] },
    redundancy,
    maxRedundancy: loss === null ? redundancy : MOST,
    ...(loss !== null && { adaptive: { annotationCost: '1', wrongDecisionLoss: loss.toFixed(9) } }),
    rewards: { annotation: '1', budget: '1000000' },
    stake: { perAnnotation: '1', slash: '0' },
  }
}

import type { ItemId } from '../../../core/ids.ts'
import type { Account } from '../../../core/people/account.ts'
import { createProject } from '../../../core/projects/create-project.ts'
import type { Project } from '../../../core/projects/project.ts'
import type { Community, SimulatedPerson } from '../../../core/quality/simulation/community.ts'
import type { Store } from '../../../core/store/database.ts'
import { readBelievedItems } from '../../../core/store/item-beliefs.ts'
import { insertItems } from '../../../core/store/items.ts'
import { gatherPeople } from '../gather-people.ts'
import { StageClock } from '../stage-clock.ts'
import type { Setting } from './settings.ts'

export interface Actor {
  readonly person: SimulatedPerson
  readonly account: Account
}

/** A project with its items and its people, before anybody has answered. */
export interface Stage {
  readonly store: Store
  readonly clock: StageClock
  readonly project: Project
  readonly community: Community
  readonly actors: readonly Actor[]
  /** Number of each item in the community. */
  readonly itemNumbers: ReadonlyMap<ItemId, number>
}

const CHUNK = 500

/** Sets a setting's project and a community up in an empty store. The project knows no truth. */
export async function setStage(store: Store, setting: Setting, community: Community): Promise<Stage> {
  const clock = new StageClock()
  const project = await store.transaction((trx) => createProject(trx, clock, { ...setting, createdBy: null }))
  const { redundancy, stake } = project.definition
  for (let done = 0; done < community.items.length; done += CHUNK) {
    const items = community.items.slice(done, done + CHUNK).map((_, index) => ({
      externalId: `${done + index}`,
      content: { text: 'A simulated item' },
      goldLabel: null,
    }))
    const chunk = { projectId: project.id, firstOrdinal: done + 1, redundancy, items }
    await store.transaction((trx) => insertItems(trx, chunk))
  }
  const stored = await store.transaction((trx) => readBelievedItems(trx, project.id))
  const userIds = community.people.map(({ number }) => `${number}`)
  const stakeWei = BigInt(community.items.length + 1) * stake.perAnnotation
  const accounts = await gatherPeople(store, clock, { userIds, platform: 'simulation', stakeWei })
  return {
    store,
    clock,
    project,
    community,
    actors: community.people.flatMap((person) => {
      const account = accounts.get(`${person.number}`)
      return account ? [{ person, account }] : []
    }),
    itemNumbers: new Map(stored.map(({ itemId, externalId }) => [itemId, Number(externalId)])),
  }
}

/** Name of the label that holds for an item. */
export function trueLabel({ community, itemNumbers, project }: Stage, itemId: ItemId): string | undefined {
  const truth = community.items[itemNumbers.get(itemId) ?? -1]?.truth
  return truth === undefined ? undefined : project.definition.schema.labels[truth]?.name
}

import type { Account } from '../../../core/people/account.ts'
import type { Project } from '../../../core/projects/project.ts'
import { addItems, type ProtocolOverrides, startProject } from '../../support/community.ts'
import { answer, type World } from './world.ts'

/** A project whose annotations are validated, and people with seats, all known to the ledger. */
export interface Peers {
  readonly project: Project
  readonly people: readonly Account[]
}

export async function beginPeers(
  world: World,
  { items = 3, count = 4, ...overrides }: ProtocolOverrides & { items?: number; count?: number } = {},
): Promise<Peers> {
  const validation = { draws: 3, minVotes: 2, panelDraws: 5, panelMinVotes: 3, vestHours: 24 }
  const project = await world.store.transaction((trx) =>
    // Votes alone decide how many are asked, so that amounts are the same each time.
    startProject(trx, world.clock, {
      protocol: 'peers',
      validation,
      minorities: { belief: 0 },
      ...overrides,
    }),
  )
  await addItems(world.store, project, items)
  const people: Account[] = []
  for (let index = 0; index < count; index++) people.push(await world.newcomer(`person-${index}`))
  await world.settle()
  return { project, people }
}

/** Everybody who is asked for a vote gives this label, until nobody is asked. */
export async function voteAll(
  world: World,
  { project, people }: Peers,
  labelOf: (person: number) => string,
): Promise<void> {
  // A vote may call in somebody who was passed already.
  for (let asked = true; asked; ) {
    asked = false
    for (const [index, account] of people.entries()) {
      if (!(await isAsked(world, account))) continue
      asked = true
      await answer(world, project, account, labelOf(index))
    }
  }
}

async function isAsked({ store }: World, { personId }: Account): Promise<boolean> {
  const draw = await store.transaction((trx) =>
    trx
      .selectFrom('draws')
      .select('id')
      .where('person_id', '=', personId)
      .where('state', '=', 'offered')
      .executeTakeFirst(),
  )
  return draw !== undefined
}

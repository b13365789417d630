import { afterEach, expect, test } from 'vitest'
import { claimItem } from '../../../core/tasks/claim-item.ts'
import { skipAssignment } from '../../../core/tasks/skip-assignment.ts'
import { beginPeers, voteAll } from './peers.ts'
import { answer, openWorld, type World } from './world.ts'

let world: World
afterEach(() => world.close())

test('a validator who finds an item unclear gets a receipt too, and their batch goes on', async () => {
  world = await openWorld()
  const validation = { draws: 6, minVotes: 2, panelDraws: 6, panelMinVotes: 3, vestHours: 24 }
  const peers = await beginPeers(world, { items: 1, count: 8, validation, minorities: {} })
  const [annotator] = peers.people
  if (!annotator) throw new Error('nobody is there')
  await answer(world, peers.project, annotator, 'yes')
  await world.settle()
  const asked = await world.store.transaction((trx) =>
    trx.selectFrom('draws').select('person_id').where('state', '=', 'offered').executeTakeFirstOrThrow(),
  )
  const unsure = peers.people.find((one) => one.personId === asked.person_id)
  if (!unsure) throw new Error('nobody is asked')
  await world.store.transaction(async (trx) => {
    const { assignmentId } = await claimItem(trx, world.clock, unsure, {})
    await skipAssignment(trx, world.clock, unsure, { assignmentId, reason: 'unclear' })
  })
  await voteAll(world, peers, () => 'yes')
  await world.settle()
  const receipts = await world.store.transaction((trx) => trx.selectFrom('receipts').select('code').execute())
  expect(receipts.map((one) => one.code).sort()).toEqual([1, 1, 3])
  const batch = await world.store.transaction((trx) =>
    trx.selectFrom('batches').select('state').executeTakeFirstOrThrow(),
  )
  expect(batch.state).toBe('closed')
})

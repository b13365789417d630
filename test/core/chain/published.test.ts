import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { batchDataSchema } from '../../../core/ledger/batch-data.ts'
import { createDataSource } from '../../../core/verify/data-source.ts'
import { verifyLedger } from '../../../core/verify/verify-ledger.ts'
import { beginPeers, voteAll } from './peers.ts'
import { answer, openWorld, type World } from './world.ts'

let world: World
afterEach(async () => {
  await world.close()
})

/** Everything that anybody could hold against the operators. */
async function differences(): Promise<unknown[]> {
  const { client, contracts } = world
  const data = createDataSource(world.published)
  const report = await verifyLedger({
    client,
    ledger: contracts.ledger,
    registry: null,
    from: 0,
    data,
    all: true,
  })
  return [...report.differences]
}

async function publishedBatch(number: number) {
  return batchDataSchema.parse(JSON.parse(await readFile(join(world.published, `${number}.json`), 'utf8')))
}

test('what the operators publish of their batches agrees with the chain, while votes are cast and afterwards', async () => {
  world = await openWorld()
  const peers = await beginPeers(world, { count: 5, items: 4 })
  for (const person of peers.people.slice(0, 3)) await answer(world, peers.project, person, 'yes')
  await world.settle()
  expect(await readdir(world.published)).toEqual(['1.json'])
  // Nobody may see how others voted before the batch is closed.
  expect(await publishedBatch(1)).not.toHaveProperty('receipts')
  expect(await differences()).toEqual([])

  await voteAll(world, peers, () => 'yes')
  await world.settle()
  const { receipts = [], labels } = await publishedBatch(1)
  expect(labels).toHaveLength(3)
  expect(receipts.length).toBeGreaterThanOrEqual(6)
  expect(new Set(receipts.map((receipt) => receipt.operator)).size).toBe(3)
  expect(await differences()).toEqual([])
})

test('a vote goes to the ledger only after an operator has confirmed it; the others stand in for one that refuses', async () => {
  let refusing = 3
  const refuse = (index: number) => refusing > index
  world = await openWorld({
    operators: (honest) =>
      honest.map((operator, index) => ({
        ...operator,
        confirm: async (...args) => {
          if (refuse(index)) throw new Error('refused')
          return await operator.confirm(...args)
        },
      })),
  })
  const peers = await beginPeers(world)
  await answer(world, peers.project, peers.people[0] ?? Object(), 'yes')
  await world.settle()
  await voteAll(world, peers, () => 'yes')
  await world.settle()
  const states = () =>
    world.store.transaction((trx) => trx.selectFrom('batches').select('state').execute()) as Promise<unknown>
  expect(await states()).toEqual([{ state: 'drawn' }])

  refusing = 2
  await world.settle()
  expect(await states()).toEqual([{ state: 'closed' }])
  const { receipts = [] } = await publishedBatch(1)
  expect(new Set(receipts.map((receipt) => receipt.operator)).size).toBe(1)
  expect(await differences()).toEqual([])
})

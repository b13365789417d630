import { afterAll, beforeAll, expect, test } from 'vitest'
import { verifyLedger } from '../../../core/verify/verify-ledger.ts'
import { type Arena, openArena } from '../ledger/differential/arena.ts'
import { playMoves } from '../ledger/differential/play.ts'

let arena: Arena
beforeAll(async () => {
  arena = await openArena(12)
})
afterAll(() => arena.close())

test('a ledger on which anything was played verifies from its chain alone', {
  timeout: 120_000,
}, async () => {
  await playMoves({ arena, seed: 7, count: 200 })
  const { client, ledger } = arena
  const report = await verifyLedger({ client, ledger, registry: null, from: 0, data: null, all: true })
  expect(report.differences).toEqual([])
  expect(report.batches).toBeGreaterThan(5)
  expect(report.compared).toBeGreaterThan(10)
})

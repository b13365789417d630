import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { id, Wallet } from 'ethers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { BatchData } from '../../../core/ledger/batch-data.ts'
import { createDataSource } from '../../../core/verify/data-source.ts'
import { verifyLedger } from '../../../core/verify/verify-ledger.ts'
import { playScenario, type Scenario, signReceipt } from './scenario.ts'

let scenario: Scenario
beforeAll(async () => {
  scenario = await playScenario()
})
afterAll(() => scenario.arena.close())

/** Verifies with the data as they would be after somebody changed them. Returns the codes of what is found. */
async function verifyWith(change: (batch: number, data: BatchData) => unknown): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'tagora-published-'))
  try {
    for (const [batch, data] of scenario.published) {
      const changed = change(batch, structuredClone(data))
      if (changed !== null) await writeFile(join(folder, `${batch}.json`), JSON.stringify(changed))
    }
    const { client, ledger } = scenario.arena
    const data = createDataSource(folder)
    const report = await verifyLedger({ client, ledger, registry: null, from: 0, data, all: false })
    return report.differences.map(({ code }) => code)
  } finally {
    await rm(folder, { recursive: true })
  }
}

test('what the operators published agrees with the chain', async () => {
  expect(await verifyWith((_, data) => data)).toEqual([])
})

test('data without receipts are checked as far as they go', async () => {
  expect(await verifyWith((_, { receipts: _receipts, ...data }) => data)).toEqual([])
})

/** Changes batch 2 only. */
const inSecond = (change: (data: BatchData) => unknown) => (batch: number, data: BatchData) =>
  batch === 2 ? change(data) : data
const replaced = <T>(list: readonly T[], index: number, change: (one: T) => T): T[] =>
  list.map((one, at) => (at === index ? change(one) : one))

describe('a manipulation is found:', () => {
  const operator = () => scenario.arena.operators[0] ?? new Wallet(id('nobody'))
  const manipulations: [string, (data: BatchData) => unknown, string][] = [
    [
      'another answer',
      (data) => ({
        ...data,
        labels: replaced(data.labels, 1, (one) => ({ ...one, labelHash: id('other') })),
      }),
      'verify.dataRoot',
    ],
    ['another salt', (data) => ({ ...data, salt: id('other') }), 'verify.dataRoot'],
    ['a label left out', (data) => ({ ...data, labels: data.labels.slice(1) }), 'verify.dataCount'],
    [
      'two labels in each other’s place',
      ({ labels: [one, two, ...rest], ...data }) => ({ ...data, labels: [two, one, ...rest] }),
      'verify.dataAnnotator',
    ],
    [
      'a label of somebody else',
      (data) => ({ ...data, labels: replaced(data.labels, 0, (one) => ({ ...one, annotator: 3 })) }),
      'verify.dataAnnotator',
    ],
    [
      'a label sent after its batch was locked',
      (data) => ({ ...data, labels: replaced(data.labels, 0, (one) => ({ ...one, sentAt: 2_000_000_000 })) }),
      'verify.dataLate',
    ],
    [
      'a receipt for another vote than was proposed',
      ({ receipts = [], ...data }) => ({
        ...data,
        receipts: replaced(receipts, 4, (one) =>
          signReceipt(scenario.arena, 2, { ...one, vote: 'reject' }, operator()),
        ),
      }),
      'verify.receiptVote',
    ],
    [
      'a receipt that no operator signed',
      ({ receipts = [], ...data }) => ({
        ...data,
        receipts: replaced(receipts, 3, (one) =>
          signReceipt(scenario.arena, 2, one, new Wallet(id('stranger'))),
        ),
      }),
      'verify.receiptSignature',
    ],
    [
      'a receipt whose vote was changed after it was signed',
      ({ receipts = [], ...data }) => ({
        ...data,
        receipts: replaced(receipts, 3, (one) => ({ ...one, vote: 'unsure' as const })),
      }),
      'verify.receiptSignature',
    ],
    [
      'a vote whose receipt is missing',
      ({ receipts = [], ...data }) => ({ ...data, receipts: receipts.slice(1) }),
      'verify.voteWithoutReceipt',
    ],
    [
      'a vote of the panel whose receipt is missing',
      ({ receipts = [], ...data }) => ({ ...data, receipts: receipts.slice(0, -1) }),
      'verify.voteWithoutReceipt',
    ],
    [
      'a receipt of somebody who was not drawn',
      ({ receipts = [], ...data }) => ({
        ...data,
        receipts: [
          ...receipts,
          signReceipt(
            scenario.arena,
            2,
            { item: 1, account: 2, vote: 'approve', at: 1_800_000_000 },
            operator(),
          ),
        ],
      }),
      'verify.receiptStranger',
    ],
    [
      'two receipts for one vote',
      ({ receipts = [], ...data }) => ({ ...data, receipts: [...receipts, receipts[0]] }),
      'verify.receiptTwice',
    ],
    ['data of another batch', (data) => ({ ...data, batch: 1 }), 'verify.dataForeign'],
    ['data of another chain', (data) => ({ ...data, chainId: '1' }), 'verify.dataForeign'],
    ['data that are withheld', () => null, 'verify.dataMissing'],
    ['data in another form', ({ salt: _salt, ...data }) => data, 'verify.dataInvalid'],
  ]
  test.each(manipulations)('%s', async (_what, change, code) => {
    const [first] = await verifyWith(inSecond(change))
    expect(first).toBe(code)
  })
})

import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { playScenario, type Scenario } from '../../core/verify/scenario.ts'

const PROGRAM = resolve(import.meta.dirname, '../../../bin/tagora.mjs')
/** Each run of the program compiles it anew. */
vi.setConfig({ testTimeout: 120_000 })
let folder: string
let scenario: Scenario

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tagora-verify-'))
  scenario = await playScenario()
  const { ledger, replay } = scenario.arena
  await mkdir(join(folder, 'deployments'))
  const addresses = { ledger, registry: replay.registry, block: 0 }
  await writeFile(join(folder, 'deployments', '31337.json'), JSON.stringify(addresses))
  for (const [batch, data] of scenario.published) {
    await writeFile(join(folder, `${batch}.json`), JSON.stringify(data))
  }
})
afterAll(async () => {
  await scenario.arena.close()
  await rm(folder, { recursive: true })
})

/** Runs the real program in a folder that holds nothing of Tagora but the addresses. */
function verify(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  return new Promise((done) => {
    const env = { PATH: process.env.PATH, LANG: 'en', DATA_DIR: folder }
    const line = [PROGRAM, 'verify', '--rpc', scenario.arena.client.url, ...args]
    execFile(process.execPath, line, { cwd: folder, env }, (error, out, err) => {
      done({ code: error ? Number(error.code) : 0, out, err })
    })
  })
}

test('a ledger whose operators keep to the rules is confirmed', async () => {
  const { code, out } = await verify('--data', folder)
  expect(out).toMatch(/^Ledger 0x\w{40}, blocks 0 to \d+: \d+ events and 2 batches are what the rules give/)
  expect(out).toContain('The published data of 2 batches agree with the chain.')
  expect(code).toBe(0)
})

test('the first difference is named in plain words, and the program ends with code 1', async () => {
  const altered = await mkdtemp(join(folder, 'altered-'))
  for (const [batch, data] of scenario.published) {
    const labels = data.labels.map((label) => ({ ...label, sentAt: label.sentAt + (batch - 1) }))
    await writeFile(join(altered, `${batch}.json`), JSON.stringify({ ...data, labels }))
  }
  const { code, out } = await verify('--data', altered)
  expect(out).toMatch(
    /^Block \d+, transaction 0x\w{64}:\n {2}Batch 2: the published labels are not those that were locked/,
  )
  expect(code).toBe(1)
  const json = await verify('--data', altered, '--json')
  expect(JSON.parse(json.out)).toMatchObject({ batches: 2, differences: [{ code: 'verify.dataRoot' }] })
  expect(json.code).toBe(1)
})

test('missing and broken addresses are explained', async () => {
  expect(await verify('--addresses', 'nothing.json')).toMatchObject({
    code: 1,
    err: 'There is no file nothing.json with the addresses of the contracts. Name it with --addresses.\n',
  })
  await writeFile(join(folder, 'broken.json'), '{"ledger": "0x12"}')
  expect(await verify('--addresses', 'broken.json')).toMatchObject({
    code: 1,
    err: expect.stringContaining('broken.json does not name the contracts: ledger: an address'),
  })
  expect(await verify('--from', 'start')).toMatchObject({
    code: 1,
    err: expect.stringContaining('not a block number'),
  })
})

test('the receipt of a vote is checked from a file: kept, altered, and none at all', async () => {
  const { arena, published } = scenario
  const [own] = published.get(1)?.receipts ?? []
  const place = { version: 1, chainId: '31337', ledger: arena.ledger, court: arena.court, batch: 1 }
  const file = join(folder, 'receipt.json')
  await writeFile(file, JSON.stringify({ ...place, ...own }))
  const kept = await verify('--data', folder, 'receipt', file)
  expect(kept.err).toBe('')
  expect(kept.out).toContain(`It is signed by operator ${own?.operator}.`)
  expect(kept.out).toContain('The votes proposed on the chain hold it as it says.')
  expect(kept.out).toContain('The published data of the batch hold it.')
  expect(kept.code).toBe(0)

  await writeFile(file, JSON.stringify({ ...place, ...own, at: 1 }))
  const altered = await verify('receipt', file, '--json')
  expect(JSON.parse(altered.out)).toMatchObject({ isSigned: false, isListed: true, proof: null })
  expect(altered.code).toBe(1)
  await writeFile(file, '{"version": 1}')
  expect(await verify('receipt', file)).toMatchObject({
    code: 1,
    err: expect.stringContaining('holds no receipt: chainId'),
  })
})

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { NETWORKS } from '../../../../core/chain/deployment/network.ts'
import { readTerms } from '../../../../core/chain/deployment/terms-file.ts'

const SAMPLE = resolve(import.meta.dirname, '../../../../docs/samples/deployment.yaml')
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tagora-terms-'))
})
afterAll(() => rm(folder, { recursive: true }))

/** Reads the sample after something in it was replaced. */
async function reading(from: string | RegExp, to: string, network: keyof typeof NETWORKS = 'mainnet') {
  const file = join(folder, 'terms.yaml')
  await writeFile(file, (await readFile(SAMPLE, 'utf8')).replace(from, to))
  return await readTerms(file, NETWORKS[network])
}

test('the sample can be used on every network, with amounts in units', async () => {
  for (const network of Object.values(NETWORKS)) {
    const terms = await readTerms(SAMPLE, network)
    expect(terms).toMatchObject({ supply: 1_000_000_000_000n, ledger: { seatStake: 50_000n } })
  }
})

test.each([
  ['threshold: 2', 'threshold: 1', 'operators.threshold'],
  ['threshold: 2', 'threshold: 4', 'operators.threshold: more than half, at most all'],
  ['0x2000000000000000000000000000000000000002', '0x2000000000000000000000000000000000000001', 'named twice'],
  ['supply: "1000000000"', 'supply: "1000"', 'supply: less than what the pool and the bonds need'],
  ['supply: "1000000000"', 'supply: "9999999999"', 'supply: more than the ledger can count'],
  ['supply: "1000000000"', 'supply: 1000000000', 'supply: '],
  ['weeklyRateBp: 50', 'weeklyRateBp: 201', 'pool.weeklyRateBp'],
  ['0x4000000000000000000000000000000000000001', '0x40', 'governance.guardian: an address'],
  ['guardian:', 'guardians:', 'governance'],
  [/supply: .*/, 'supply: [', 'Flow sequence'],
])('%s replaced by %s is refused by name', async (from, to, problem) => {
  await expect(reading(from, to)).rejects.toMatchObject({
    code: 'deploy.badTerms',
    params: { problems: expect.stringContaining(problem) },
  })
})

test.each([
  ['minWindow: 3600', 'minWindow: 60'],
  ['rotationDelay: 1036800', 'rotationDelay: 86400'],
  ['shortDelay: 172800', 'shortDelay: 3600'],
  ['longDelay: 1036800', 'longDelay: 864000'],
])('delays that protect people cannot be shortened on public chains: %s to %s', async (from, to) => {
  const [name = ''] = from.split(':')
  for (const network of ['sepolia', 'mainnet'] as const) {
    await expect(reading(from, to, network)).rejects.toMatchObject({
      params: { problems: expect.stringMatching(new RegExp(`${name}: at least \\d+ on this chain`)) },
    })
  }
  await expect(reading(from, to, 'local')).resolves.toBeDefined()
})

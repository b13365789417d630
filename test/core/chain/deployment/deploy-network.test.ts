import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Contract, Wallet } from 'ethers'
import { pino } from 'pino'
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { buildContracts } from '../../../../bots/terminal/deploy/build-contracts.ts'
import { labelLedgerAbi } from '../../../../core/chain/abi/label-ledger.ts'
import type { ChainClient } from '../../../../core/chain/client.ts'
import { type ArtifactReader, createArtifactReader } from '../../../../core/chain/deployment/artifact.ts'
import { deployNetwork, type NetworkDeployment } from '../../../../core/chain/deployment/deploy-network.ts'
import { NETWORKS } from '../../../../core/chain/deployment/network.ts'
import { requireRehearsal, writeRecord } from '../../../../core/chain/deployment/record.ts'
import { onThrowawayChain } from '../../../../core/chain/deployment/throwaway-chain.ts'
import { systemClock } from '../../../../core/clock.ts'
import { ExpectedError } from '../../../../core/errors.ts'
import { openStore } from '../../../../core/store/database.ts'
import { readAddresses } from '../../../../core/verify/read-addresses.ts'
import { TERMS } from './terms.ts'

const DEPLOYER = new Wallet(`0x${'1f'.repeat(32)}`)
const COMPILE_MS = 600_000

let artifacts: ArtifactReader
beforeAll(() => {
  artifacts = createArtifactReader(buildContracts())
}, COMPILE_MS)

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tagora-deploy-'))
})
afterEach(() => rm(folder, { recursive: true }))

interface Run {
  readonly network?: keyof typeof NETWORKS
  readonly terms?: typeof TERMS
  readonly onStep?: (name: string) => void
}

/** Runs the deployment as a fresh process would, on the journal in the folder. */
async function run(client: ChainClient, { network = 'sepolia', terms = TERMS, onStep }: Run = {}) {
  const journal = join(folder, 'journal.sqlite')
  const store = await openStore(`sqlite:${journal}`)
  try {
    return await deployNetwork({
      store,
      journal,
      client,
      clock: systemClock,
      log: pino({ level: 'silent' }),
      network: NETWORKS[network],
      terms,
      deployerKey: DEPLOYER.privateKey,
      artifacts,
      onStep: ({ name }) => onStep?.(name),
    })
  } finally {
    await store.close()
  }
}

/** Cuts the deployment short after every step of it, and every time in the middle of a sending too. */
async function runWithCuts(client: ChainClient): Promise<{ finished: NetworkDeployment; cuts: number }> {
  const seen = new Set<string>()
  const send = client.provider.send.bind(client.provider)
  const sent = new Set<string>()
  client.provider.send = async (method, params) => {
    const answer = await send(method, params)
    const isNew = method === 'eth_sendRawTransaction' && !sent.has(String(Object(params)[0]))
    if (!isNew) return answer
    // The node has it, and we die before we hear of it.
    sent.add(String(Object(params)[0]))
    throw new Error('killed')
  }
  for (let cuts = 0; ; cuts++) {
    try {
      const finished = await run(client, {
        onStep: (name) => {
          if (seen.has(name)) return
          seen.add(name)
          throw new Error('killed')
        },
      })
      return { finished, cuts }
    } catch (thrown) {
      if (!(thrown instanceof Error && thrown.message === 'killed')) throw thrown
    }
  }
}

test('a deployment cut short at every step goes on, takes each step once, and ends with a deployer without power', {
  timeout: COMPILE_MS,
}, async () => {
  await onThrowawayChain(NETWORKS.sepolia.chainId, async (client) => {
    await client.provider.send('anvil_setBalance', [DEPLOYER.address, '0xde0b6b3a7640000000'])
    const { finished, cuts } = await runWithCuts(client)
    const steps = Object.keys(finished.made.transactions)
    expect(cuts).toBe(2 * steps.length)
    expect(await client.provider.getTransactionCount(DEPLOYER.address)).toBe(steps.length)
    expect(finished.proofs.filter((proof) => !proof.ok)).toEqual([])
    expect(finished.proofs.length).toBeGreaterThan(50)

    const ledger = new Contract(finished.made.deployed.ledger ?? '', labelLedgerAbi, client.provider)
    const refused = ledger.getFunction('setSeatStake').staticCall(60_000n, { from: DEPLOYER.address })
    await expect(refused).rejects.toThrow(/0x068ca9d8|AccessManagedUnauthorized/)

    const { record, sources } = await writeRecord(folder, NETWORKS.sepolia, finished, systemClock.now())
    expect(await readAddresses(record)).toMatchObject({ ledger: finished.made.deployed.ledger })
    const written = await readFile(record, 'utf8')
    expect(written).not.toContain(DEPLOYER.privateKey.slice(2))
    expect(Object.keys(JSON.parse(await readFile(sources, 'utf8')).sources)).toContain('src/LabelLedger.sol')
    await requireRehearsal(record, finished.codeHash)
    await expect(requireRehearsal(record, '0x00')).rejects.toMatchObject({
      params: { problem: 'other byte code' },
    })
    await expect(requireRehearsal(join(folder, 'no.json'), '0x00')).rejects.toMatchObject({
      params: { problem: 'no such file' },
    })

    // What somebody changes afterwards is seen: the next run only reads.
    await client.provider.send('anvil_impersonateAccount', [TERMS.treasury])
    await client.provider.send('anvil_setBalance', [TERMS.treasury, '0xde0b6b3a7640000'])
    const token = new Contract(
      finished.made.deployed.token ?? '',
      ['function transfer(address,uint256)'],
      client.provider,
    )
    const data = token.interface.encodeFunctionData('transfer', [DEPLOYER.address, 1n])
    await client.provider.send('eth_sendTransaction', [
      { from: TERMS.treasury, to: finished.made.deployed.token, data },
    ])
    const again = await run(client)
    expect(again.proofs.filter((proof) => !proof.ok).map((proof) => proof.what)).toEqual([
      'tokens of treasury, wei',
      'tokens of deployer, wei',
    ])
    expect(await client.provider.getTransactionCount(DEPLOYER.address)).toBe(steps.length)
  })
})

test('a journal is gone on with by the same key and terms only, and on the chain it is for', async () => {
  await onThrowawayChain(NETWORKS.mainnet.chainId, async (client) => {
    await client.provider.send('anvil_setBalance', [DEPLOYER.address, '0xde0b6b3a7640000000'])
    const cut = () => {
      throw new Error('killed')
    }
    await expect(run(client, { network: 'mainnet', onStep: cut })).rejects.toThrow('killed')
    const others = { ...TERMS, pool: { ...TERMS.pool, weeklyRateBp: 60 } }
    await expect(run(client, { network: 'mainnet', terms: others })).rejects.toMatchObject({
      code: 'deploy.otherTerms',
    })
    await expect(run(client)).rejects.toEqual(
      new ExpectedError('chain.wrong', { chain: '1', wanted: '11155111' }),
    )
  })
})

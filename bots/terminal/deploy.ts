import { join } from 'node:path'
import { type Command, Option } from 'commander'
import { type Logger, pino } from 'pino'
import { plainText } from '../../commands/text.ts'
import { connectChain } from '../../core/chain/client.ts'
import type { PlanRunner } from '../../core/chain/deploy.ts'
import { createArtifactReader } from '../../core/chain/deployment/artifact.ts'
import { deployNetwork, type NetworkDeployment } from '../../core/chain/deployment/deploy-network.ts'
import { gasCost } from '../../core/chain/deployment/gas-cost.ts'
import { NETWORKS } from '../../core/chain/deployment/network.ts'
import { recordFiles, requireRehearsal, writeRecord } from '../../core/chain/deployment/record.ts'
import { rehearse } from '../../core/chain/deployment/rehearse.ts'
import { readTerms } from '../../core/chain/deployment/terms-file.ts'
import { systemClock } from '../../core/clock.ts'
import { ExpectedError } from '../../core/errors.ts'
import { openStore } from '../../core/store/database.ts'
import { buildContracts } from './deploy/build-contracts.ts'
import { readKey } from './keys/read-key.ts'
import { printTable } from './print-table.ts'
import type { Terminal } from './terminal.ts'

interface Options {
  readonly network: keyof typeof NETWORKS
  readonly terms: string
  readonly rpc?: string
  readonly keystore?: string
  readonly folder: string
  readonly rehearsal?: string
  readonly dryRun?: boolean
  readonly iHaveAnAudit?: boolean
}

const KEY = 'DEPLOYER_PRIVATE_KEY'
const LOCAL_RPC = 'http://127.0.0.1:8545'

/** `tagora deploy` */
export function addDeploy(program: Command, terminal: Terminal): void {
  program
    .command('deploy')
    .description(
      'deploy the contracts, hand them over to governance and prove it; goes on where it was cut short',
    )
    .addOption(
      new Option('--network <name>', 'where to').choices(Object.keys(NETWORKS)).makeOptionMandatory(true),
    )
    .requiredOption('--terms <file>', 'who and what the contracts are set up with, see docs/deploying.md')
    .option('--rpc <url>', `endpoint of the chain (default: RPC_URL, locally ${LOCAL_RPC})`)
    .option('--keystore <file>', `encrypted key of the deployer (default: the key in ${KEY})`)
    .option('--folder <folder>', 'where records and journals are kept', 'deployments')
    .option('--dry-run', 'do all of it on a chain of its own, and say what it costs')
    .option('--rehearsal <file>', 'record of the deployment to Sepolia that mainnet asks for')
    .option('--i-have-an-audit', 'the contracts were audited by somebody else; needed for mainnet')
    .action((options: Options) => deploy(terminal, options))
}

async function deploy(terminal: Terminal, options: Options): Promise<void> {
  const network = NETWORKS[options.network]
  const terms = await readTerms(options.terms, network)
  const isReal = network.name === 'mainnet' && !options.dryRun
  if (isReal && !options.iHaveAnAudit) throw new ExpectedError('deploy.needsAudit', {})
  const artifacts = createArtifactReader(buildContracts())
  const common = { clock: systemClock, log: createLog(), network, terms, artifacts }
  if (options.dryRun || isReal) {
    const rehearsed = await rehearse({ ...common, ...(options.dryRun && { onStep: dryStep(terminal) }) })
    if (options.dryRun) return await showDryRun(terminal, options, rehearsed)
    const file = options.rehearsal ?? recordFiles(options.folder, NETWORKS.sepolia).record
    await requireRehearsal(file, rehearsed.codeHash)
  }
  await deployForReal(terminal, options, common)
}

type Common = Omit<Parameters<typeof rehearse>[0], 'onStep'>

async function deployForReal(terminal: Terminal, options: Options, common: Common): Promise<void> {
  const { t, print } = terminal
  const { network } = common
  const publicKeys = network.name === 'local'
  const deployerKey = await readKey(terminal, { keystore: options.keystore, variable: KEY, publicKeys })
  const client = await connectChain(endpointOf(terminal, options), network.confirmations)
  const journal = join(options.folder, `${network.chainId}.journal.sqlite`)
  const store = await openStore(`sqlite:${journal}`)
  try {
    const deployment = await deployNetwork({
      ...common,
      store,
      journal,
      client,
      deployerKey,
      onStep: ({ name }, { gasUsed, hash }) =>
        print(plainText(t('deployment.step', { step: name, gas: String(gasUsed), hash: hash ?? '' }))),
    })
    const files = await writeRecord(options.folder, network, deployment, systemClock.now())
    showProofs(terminal, deployment)
    for (const file of [files.record, files.sources]) print(plainText(t('deployment.written', { file })))
  } finally {
    await store.close()
    client.close()
  }
}

function endpointOf({ env }: Terminal, { rpc, network }: Options): string {
  const url = rpc ?? env.RPC_URL ?? (network === 'local' ? LOCAL_RPC : undefined)
  if (!url) throw new ExpectedError('chain.noEndpoint', {})
  return url
}

function dryStep({ t, print }: Terminal): NonNullable<PlanRunner['onStep']> {
  return ({ name }, { gasUsed }) =>
    print(plainText(t('deployment.stepDry', { step: name, gas: String(gasUsed) })))
}

async function showDryRun(terminal: Terminal, options: Options, rehearsed: NetworkDeployment): Promise<void> {
  const { t, print } = terminal
  showProofs(terminal, rehearsed)
  print(t('deployment.dry'))
  print(t('deployment.code', { hash: rehearsed.codeHash }))
  print(t('deployment.gas', { gas: String(rehearsed.gasUsed) }))
  if (!options.rpc && !terminal.env.RPC_URL) return
  const client = await connectChain(endpointOf(terminal, options), 0)
  try {
    print(t('deployment.cost', await gasCost(client, rehearsed.gasUsed)))
  } finally {
    client.close()
  }
}

/** Everything that was read back, and the sum of it. */
function showProofs(terminal: Terminal, { proofs, deployer }: NetworkDeployment): void {
  const { t, print } = terminal
  printTable(
    proofs.map(({ what, found, wanted, ok }) => [
      ok ? '✓' : '✗',
      what,
      ok ? found : t('deployment.found', { found, wanted }),
    ]),
  )
  const fine = proofs.every((proof) => proof.ok)
  print(plainText(fine ? t('deployment.proven', { deployer }) : t('deployment.unproven')))
  if (!fine) terminal.exitCode = 1
}

function createLog(): Logger {
  return pino({ level: 'error' }, pino.destination({ fd: 2, sync: true }))
}

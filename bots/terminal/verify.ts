import { join } from 'node:path'
import { type Command, InvalidArgumentError } from 'commander'
import { explainError } from '../../commands/explain-error.ts'
import { plainText } from '../../commands/text.ts'
import { localChainUrl } from '../../core/chain/anvil.ts'
import { type ChainClient, connectChain, explainChainError } from '../../core/chain/client.ts'
import { readConfig } from '../../core/config.ts'
import { ExpectedError } from '../../core/errors.ts'
import { createDataSource } from '../../core/verify/data-source.ts'
import { readAddresses } from '../../core/verify/read-addresses.ts'
import { type Located, type VerifyReport, verifyLedger } from '../../core/verify/verify-ledger.ts'
import type { Terminal } from './terminal.ts'

interface Options {
  readonly rpc?: string
  readonly from?: number
  readonly addresses?: string
  readonly data?: string
  readonly all?: boolean
  readonly json?: boolean
}

/** `tagora verify` */
export function addVerify(program: Command, terminal: Terminal): void {
  program
    .command('verify')
    .description(
      'recompute every draw, decision, payment and balance of a ledger and name the first difference',
    )
    .option('--rpc <url>', 'endpoint of the chain (default: the configured or the local one)')
    .option('--from <block>', 'first block to read (default: that of the deployment)', blockNumber)
    .option('--addresses <file>', 'addresses of the contracts (default: deployments/<chain id>.json)')
    .option('--data <place>', 'folder or address at which the data of batches are published')
    .option('--all', 'go on after the first difference')
    .option('--json', 'print one JSON object')
    .action((options: Options) => verify(terminal, options))
}

async function verify(terminal: Terminal, options: Options): Promise<void> {
  const client = await connectChain(endpointOf(terminal, options), 0)
  try {
    const report = await run(client, options)
    if (options.json) terminal.print(JSON.stringify(report))
    else for (const line of wordsOf(terminal, report)) terminal.print(line)
    if (report.differences.length > 0) terminal.exitCode = 1
  } catch (thrown) {
    throw explainChainError(client, thrown)
  } finally {
    client.close()
  }
}

function endpointOf({ env }: Terminal, { rpc }: Options): string {
  if (rpc) return rpc
  const { chain, dataDir } = readConfig(env)
  const url = chain?.rpcUrl ?? localChainUrl(dataDir)
  if (!url) throw new ExpectedError('chain.noEndpoint', {})
  return url
}

async function run(client: ChainClient, options: Options): Promise<VerifyReport> {
  const file = options.addresses ?? join('deployments', `${client.chainId}.json`)
  const { ledger, registry, block } = await readAddresses(file)
  return await verifyLedger({
    client,
    ledger,
    registry,
    from: options.from ?? block,
    data: options.data ? createDataSource(options.data) : null,
    all: options.all ?? false,
  })
}

function wordsOf({ t }: Terminal, report: VerifyReport): string[] {
  const { differences, published, ledger, from, to, events, batches } = report
  if (differences.length > 0) return differences.flatMap((one) => [whereOf(t, one), `  ${whatOf(t, one)}`])
  return [
    plainText(t('verification.fine', { ledger, from, to, count: events, batches })),
    ...(published > 0 ? [plainText(t('verification.published', { count: published }))] : []),
  ]
}

function whereOf(t: Terminal['t'], { block, transaction }: Located): string {
  return plainText(
    transaction ? t('verification.where', { block, transaction }) : t('verification.block', { block }),
  )
}

/** A difference is worded like a failure. */
function whatOf(t: Terminal['t'], { code, params }: Located): string {
  return plainText(explainError(t, new ExpectedError(code, params)))
}

function blockNumber(text: string): number {
  const block = Number(text)
  if (!Number.isSafeInteger(block) || block < 0) throw new InvalidArgumentError('not a block number')
  return block
}

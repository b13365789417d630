import { join } from 'node:path'
import { type Command, InvalidArgumentError } from 'commander'
import { explainError } from '../../commands/explain-error.ts'
import { plainText } from '../../commands/text.ts'
import { hasLocalChain, startLocalChain } from '../../core/chain/anvil.ts'
import { type ChainClient, connectChain, explainChainError } from '../../core/chain/client.ts'
import { readConfig } from '../../core/config.ts'
import { ExpectedError } from '../../core/errors.ts'
import { createDataSource } from '../../core/verify/data-source.ts'
import { readAddresses } from '../../core/verify/read-addresses.ts'
import { type Located, type VerifyReport, verifyLedger } from '../../core/verify/verify-ledger.ts'
import { verifyReceipt } from '../../core/verify/verify-receipt.ts'
import type { Terminal } from './terminal.ts'
import { isKept, readReceipt, receiptWords } from './verify-receipt.ts'

interface Options {
  readonly rpc?: string
  readonly from?: number
  readonly addresses?: string
  readonly data?: string
  readonly all?: boolean
  readonly json?: boolean
}

/** `tagora verify`, `tagora verify receipt` */
export function addVerify(program: Command, terminal: Terminal): void {
  const command = program
    .command('verify')
    .description(
      'recompute every draw, decision, payment and balance of a ledger and name the first difference',
    )
    .option('--rpc <url>', 'endpoint of the chain (default: the configured or the local one)')
    .option('--from <block>', 'first block to read (default: that of the deployment)', blockNumber)
    .option('--addresses <file>', 'addresses of the contracts (default: <chain id>.json in deployments)')
    .option('--data <place>', 'folder or address at which the data of batches are published')
    .option('--all', 'go on after the first difference')
    .option('--json', 'print one JSON object')
    .action((options: Options) => verify(terminal, options))
  command
    .command('receipt <file>')
    .description('check the signed receipt of a vote that you kept; the options are those of `verify`')
    .action((file: string, _: object, self: Command) => receipt(terminal, file, self.optsWithGlobals()))
}

async function verify(terminal: Terminal, options: Options): Promise<void> {
  await withChain(terminal, options, async (client, source) => {
    const report = await run(client, source, options)
    if (options.json) terminal.print(JSON.stringify(report))
    else for (const line of wordsOf(terminal, report)) terminal.print(line)
    if (report.differences.length > 0) terminal.exitCode = 1
  })
}

async function receipt(terminal: Terminal, file: string, options: Options): Promise<void> {
  const kept = await readReceipt(file)
  await withChain(terminal, options, async (client, source) => {
    const report = await verifyReceipt(await placeOf(client, source, options), kept)
    if (options.json) terminal.print(JSON.stringify(report))
    else for (const line of receiptWords(terminal, report)) terminal.print(line)
    if (!isKept(report)) terminal.exitCode = 1
  })
}

async function withChain(
  terminal: Terminal,
  options: Options,
  work: (client: ChainClient, source: Source) => Promise<void>,
): Promise<void> {
  const source = await openSource(terminal, options)
  try {
    const client = await connectChain(source.url, 0)
    try {
      await work(client, source)
    } catch (thrown) {
      throw explainChainError(client, thrown)
    } finally {
      client.close()
    }
  } finally {
    await source.close()
  }
}

/** Where to look: a chain, the folder with its contracts' addresses, and the data of batches. */
interface Source {
  readonly url: string
  readonly deployments: string
  readonly data: string | null
  close(): Promise<void>
}

/** Without an endpoint it is our own chain, with what our own process wrote about it. */
async function openSource({ env }: Terminal, { rpc, data }: Options): Promise<Source> {
  const nothing = async () => {}
  if (rpc) return { url: rpc, deployments: 'deployments', data: data ?? null, close: nothing }
  const { chain, dataDir } = readConfig(env)
  const own = { deployments: join(dataDir, 'deployments'), data: data ?? join(dataDir, 'published') }
  if (chain) return { ...own, url: chain.rpcUrl, close: nothing }
  if (!hasLocalChain(dataDir)) throw new ExpectedError('chain.noEndpoint', {})
  // It may have been stopped with the process it belonged to; then it runs for as long as we look.
  const local = await startLocalChain(dataDir)
  return { ...own, url: local.url, close: local.reused ? nothing : local.stop }
}

async function run(client: ChainClient, source: Source, options: Options): Promise<VerifyReport> {
  return await verifyLedger({ ...(await placeOf(client, source, options)), all: options.all ?? false })
}

/** Which ledger, since when, and where the data of its batches are. */
async function placeOf(client: ChainClient, source: Source, options: Options) {
  const file = options.addresses ?? join(source.deployments, `${client.chainId}.json`)
  const { ledger, registry, block } = await readAddresses(file)
  const data = source.data === null ? null : createDataSource(source.data)
  return { client, ledger, registry, from: options.from ?? block, data }
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

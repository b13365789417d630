import { join } from 'node:path'
import { type Command, InvalidArgumentError } from 'commander'
import { pino } from 'pino'
import { plainText } from '../../commands/text.ts'
import { connectChain } from '../../core/chain/client.ts'
import { serveOperator } from '../../core/chain/operator/serve.ts'
import { createOperatorService } from '../../core/chain/operator/service.ts'
import { readDeployment } from '../../core/chain/use-deployment.ts'
import { systemClock } from '../../core/clock.ts'
import { ExpectedError } from '../../core/errors.ts'
import { openStore } from '../../core/store/database.ts'
import { readKey } from './keys/read-key.ts'
import type { Terminal } from './terminal.ts'

interface Options {
  readonly rpc: string
  readonly keystore?: string
  readonly deployment?: string
  readonly host: string
  readonly port: number
  readonly confirmations: number
  readonly journal: string
}

const KEY = 'OPERATOR_PRIVATE_KEY'
const LOCAL_CHAIN = 31_337n
const SHORTEST_TOKEN = 24

/** `tagora operator` */
export function addOperator(program: Command, terminal: Terminal): void {
  program
    .command('operator')
    .description('answer as one operator: sign batches and receipts that this process has computed itself')
    .requiredOption('--rpc <url>', "endpoint of the chain; not the bot's own, if it can be helped")
    .option('--keystore <file>', `encrypted key of this operator (default: the key in ${KEY})`)
    .option('--deployment <file>', 'what tagora deploy wrote (default: deployments/<chain id>.json)')
    .option('--host <host>', 'where to answer', '127.0.0.1')
    .option('--port <port>', 'port to answer at', wholeNumber, 9_100)
    .option('--confirmations <blocks>', 'blocks on top of a block before it is believed', wholeNumber, 12)
    .option('--journal <file>', 'what this operator has signed; keep it with the key', 'operator.sqlite')
    .action((options: Options) => run(terminal, options))
}

/** Serves until the process is told to end. */
async function run(terminal: Terminal, options: Options): Promise<void> {
  const token = terminal.env.OPERATOR_TOKEN ?? ''
  if (token.length < SHORTEST_TOKEN) {
    const problems = `OPERATOR_TOKEN: must be ${SHORTEST_TOKEN} characters or more`
    throw new ExpectedError('config.invalid', { problems })
  }
  const client = await connectChain(options.rpc, options.confirmations)
  const file = options.deployment ?? join('deployments', `${client.chainId}.json`)
  const { ledger, court } = await readDeployment(file, client.chainId)
  const publicKeys = client.chainId === LOCAL_CHAIN
  const privateKey = await readKey(terminal, { keystore: options.keystore, variable: KEY, publicKeys })
  const store = await openStore(`sqlite:${options.journal}`)
  const place = { chainId: client.chainId, ledger, court }
  const log = pino({ level: 'info' }, pino.destination({ fd: 2, sync: true }))
  const service = createOperatorService({ client, store, clock: systemClock, place, privateKey })
  const { host, port } = options
  const server = await serveOperator({ service, host, port, token, log })
  const params = { operator: service.address, ledger, url: server.url }
  terminal.print(plainText(terminal.t('operator.running', params)))
  await new Promise<void>((ended) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => ended())
  })
  await server.close()
  await store.close()
  client.close()
}

function wholeNumber(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value) || value < 0) throw new InvalidArgumentError('not a whole number')
  return value
}

import { z } from 'zod'
import { ExpectedError } from './errors.ts'
import { PUBLIC_KEYS } from './public-keys.ts'

const port = z.coerce.number().int().min(0).max(65_535)
const identity = z
  .string()
  .regex(/^(discord|telegram|web|terminal):[^\s:]+$/, 'must look like discord:123 or telegram:456')
const chainAddress = z.string().regex(/^0x[0-9a-fA-F]{40}$/, 'must be 0x and 40 hex digits')
const list = (text: string) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)

/** `<operator's address>=<url>` */
const operatorAddress = z
  .string()
  .regex(/^0x[0-9a-fA-F]{40}=https?:\/\/\S+$/, 'must look like 0x…=https://host:port')
  .transform((text) => {
    const at = text.indexOf('=')
    return { operator: text.slice(0, at), url: text.slice(at + 1) }
  })

const environment = z.object({
  DATA_DIR: z.string().min(1).default('./data'),
  DATABASE_URL: z
    .string()
    .regex(/^(postgres|postgresql|sqlite):/, 'must start with postgres:// or sqlite:')
    .optional(),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
  MODERATORS: z.string().default('').transform(list).pipe(z.array(identity)),
  WEB_HOST: z.string().default('127.0.0.1'),
  WEB_PORT: port.default(8080),
  DISCORD_TOKEN: z.string().min(1).optional(),
  DISCORD_API_URL: z.url().optional(),
  TELEGRAM_TOKEN: z.string().min(1).optional(),
  TELEGRAM_API_URL: z.url().optional(),
  TELEGRAM_WEBHOOK_URL: z.url().startsWith('https://').optional(),
  TELEGRAM_WEBHOOK_SECRET: z
    .string()
    .regex(/^[A-Za-z0-9_-]{24,256}$/, 'must be 24 to 256 of A-Z a-z 0-9 _ -')
    .optional(),
  TELEGRAM_WEBHOOK_PORT: port.default(8443),
  RPC_URL: z.url().optional(),
  TRUSTED_FUNDERS: z.string().default('').transform(list).pipe(z.array(chainAddress)),
  EXPLORER_URL: z.url({ protocol: /^https?$/ }).optional(),
  OPERATOR_PRIVATE_KEY: z
    .string()
    .regex(/^0x[0-9a-fA-F]{64}$/, 'must be 0x and 64 hex digits')
    .optional(),
  DEPLOYMENT: z.string().min(1).optional(),
  OPERATORS: z.string().default('').transform(list).pipe(z.array(operatorAddress)),
  OPERATOR_TOKEN: z
    .string()
    .regex(/^\S{24,256}$/, 'must be 24 to 256 characters without blanks')
    .optional(),
  WALLETCONNECT_PROJECT_ID: z.string().min(1).optional(),
  WALLETCONNECT_RELAY_URL: z.url({ protocol: /^wss?$/ }).optional(),
  LINK_URL: z
    .url({ protocol: /^https?$/ })
    .refine(
      (url) => new URL(url).pathname === '/' && !new URL(url).search,
      'must be an address without a path',
    )
    .optional(),
  LINK_HOST: z.string().default('127.0.0.1'),
  LINK_PORT: port.default(8081),
  WALLET_CHANGE_HOURS: z.coerce
    .number()
    .min(0)
    .max(24 * 30)
    .default(24),
  PROOF_OF_HUMANITY_RPC_URL: z.url({ protocol: /^https?$/ }).optional(),
  PROOF_OF_HUMANITY_ADDRESS: chainAddress.optional(),
  HUMAN_PASSPORT_RPC_URL: z.url({ protocol: /^https?$/ }).optional(),
  HUMAN_PASSPORT_ADDRESS: chainAddress.optional(),
  CHAIN_CONFIRMATIONS: z.coerce.number().int().min(0).max(100).optional(),
  SETTLEMENT_SECONDS: z.coerce.number().int().min(1).max(59).default(3),
  LOCAL_WINDOW_MINUTES: z.coerce.number().int().min(0).max(2_880).default(0),
  BATCH_SECONDS: z.coerce.number().int().min(1).max(86_400).optional(),
  SAMPLE_PROJECT: z.string().min(1).default('docs/samples/sms-spam'),
  TAPS_PER_10_SECONDS: z.coerce.number().int().min(1).default(60),
})

/** A contract of others, on whichever chain it is. */
export interface ContractPlace {
  readonly rpcUrl: string
  readonly address: string
}

/** Everything the environment decides, checked once at the start. */
export interface Config {
  readonly dataDir: string
  /** `sqlite:<file>` or a PostgreSQL URL. */
  readonly databaseUrl: string
  readonly logLevel: z.infer<typeof environment>['LOG_LEVEL']
  /** `platform:userId` of people who are moderators from their first message on. */
  readonly moderators: readonly string[]
  readonly web: { readonly host: string; readonly port: number }
  readonly discord?: { readonly token: string; readonly apiUrl?: string | undefined }
  readonly telegram?: {
    readonly token: string
    readonly apiUrl?: string | undefined
    readonly webhook?: { readonly url: string; readonly secret: string; readonly port: number }
  }
  /** Where wallets are linked in a browser. Absent: beside the web chat of local mode, and nowhere else. */
  readonly link?: {
    /** Origin of the pages as people reach them, and where they are served on this machine. */
    readonly url: string
    readonly host: string
    readonly port: number
  }
  /** Absent: wallets are not linked with wallet apps. */
  readonly walletConnect?: { readonly projectId: string; readonly relayUrl?: string | undefined }
  /** Contracts that are asked whether a linked wallet is a human's; absent ones are not asked. */
  readonly personhood: { readonly humanity?: ContractPlace; readonly passport?: ContractPlace }
  /** Address of a block explorer, without a slash at the end; null: transactions are shown by their hash. */
  readonly explorerUrl: string | null
  /** How long another payout wallet, or none, waits to come into force. */
  readonly walletChangeMs: number
  /** Absent: Tagora runs its own local chain with demo wallets. */
  readonly chain?: {
    readonly rpcUrl: string
    readonly operatorKey: string
    readonly confirmations: number
    /** What `tagora deploy` wrote, and where its operators answer. Absent: our own contracts, signed for alone. */
    readonly deployment?: {
      readonly file: string
      readonly operators: readonly { readonly operator: string; readonly url: string }[]
      readonly token: string
    }
  }
  /** Addresses that hand out tokens here: who got some from one of them is in league with nobody by that. */
  readonly trustedFunders: readonly string[]
  /** Seconds between two looks for decided items to settle. */
  readonly settlementSeconds: number
  /** Window of objections of every project on the local chain; 0: as short as can be. */
  readonly localWindowMinutes: number
  /** Seconds after which a batch is made however small it is. */
  readonly batchSeconds: number
  /** Folder with project.yaml and items.csv that local mode starts with; null: none. */
  readonly sampleProject: string | null
  /** What one person may do in ten seconds on one platform. */
  readonly tapsPer10Seconds: number
}

/** Reads and checks the environment; an empty variable counts as absent.
 * @throws ExpectedError `config.invalid` naming every problem. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const parsed = environment.safeParse(given)
  if (!parsed.success) {
    throw invalid(parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`))
  }
  const problems = contradictions(parsed.data)
  if (problems.length > 0) throw invalid(problems)
  return shape(parsed.data)
}

type Environment = z.infer<typeof environment>

function invalid(problems: string[]) {
  return new ExpectedError('config.invalid', { problems: problems.join('; ') })
}

const LOOPBACK = /^https?:\/\/(127\.0\.0\.1|localhost|\[::1\])(:|\/|$)/

function contradictions(env: Environment): string[] {
  const problems: string[] = []
  const chainIsLocal = env.RPC_URL === undefined || LOOPBACK.test(env.RPC_URL)
  if (env.RPC_URL && !env.OPERATOR_PRIVATE_KEY) problems.push('OPERATOR_PRIVATE_KEY: needed with RPC_URL')
  if (env.DEPLOYMENT && !env.RPC_URL) problems.push('RPC_URL: needed with DEPLOYMENT')
  if (env.DEPLOYMENT && !env.OPERATOR_TOKEN) problems.push('OPERATOR_TOKEN: needed with DEPLOYMENT')
  if (!chainIsLocal && PUBLIC_KEYS.has(env.OPERATOR_PRIVATE_KEY?.toLowerCase() ?? '')) {
    problems.push('OPERATOR_PRIVATE_KEY: this is a publicly known test key; use one of your own')
  }
  if (env.TELEGRAM_WEBHOOK_URL && !env.TELEGRAM_WEBHOOK_SECRET) {
    problems.push('TELEGRAM_WEBHOOK_SECRET: needed with TELEGRAM_WEBHOOK_URL')
  }
  const isOpen = !['127.0.0.1', 'localhost', '::1'].includes(env.WEB_HOST)
  if (isOpen && (!chainIsLocal || env.DISCORD_TOKEN || env.TELEGRAM_TOKEN)) {
    problems.push(
      'WEB_HOST: the web chat lets anyone act as anyone, moderators too; beside a real community or chain it stays on loopback (127.0.0.1)',
    )
  }
  return [...problems, ...linkProblems(env), ...personhoodProblems(env)]
}

function linkProblems(env: Environment): string[] {
  const problems: string[] = []
  if (
    env.WALLETCONNECT_PROJECT_ID &&
    !env.LINK_URL &&
    (env.RPC_URL || env.DISCORD_TOKEN || env.TELEGRAM_TOKEN)
  ) {
    problems.push('LINK_URL: needed with WALLETCONNECT_PROJECT_ID, as what people sign names it')
  }
  if (env.LINK_URL?.startsWith('http:') && !LOOPBACK.test(env.LINK_URL)) {
    problems.push('LINK_URL: must start with https://')
  }
  return problems
}

function personhoodProblems(env: Environment): string[] {
  return (['PROOF_OF_HUMANITY', 'HUMAN_PASSPORT'] as const)
    .filter((name) => Boolean(env[`${name}_RPC_URL`]) !== Boolean(env[`${name}_ADDRESS`]))
    .map((name) => `${name}_RPC_URL and ${name}_ADDRESS: set both, or none`)
}

function personhoodOf(env: Environment): Config['personhood'] {
  const place = (rpcUrl?: string, address?: string) => (rpcUrl && address ? { rpcUrl, address } : undefined)
  const humanity = place(env.PROOF_OF_HUMANITY_RPC_URL, env.PROOF_OF_HUMANITY_ADDRESS)
  const passport = place(env.HUMAN_PASSPORT_RPC_URL, env.HUMAN_PASSPORT_ADDRESS)
  return { ...(humanity && { humanity }), ...(passport && { passport }) }
}

function shape(env: Environment): Config {
  return {
    dataDir: env.DATA_DIR,
    databaseUrl: env.DATABASE_URL ?? `sqlite:${env.DATA_DIR}/tagora.sqlite`,
    logLevel: env.LOG_LEVEL,
    moderators: env.MODERATORS,
    web: { host: env.WEB_HOST, port: env.WEB_PORT },
    personhood: personhoodOf(env),
    explorerUrl: env.EXPLORER_URL?.replace(/\/+$/, '') ?? null,
    walletChangeMs: env.WALLET_CHANGE_HOURS * 3_600_000,
    ...(env.LINK_URL && {
      link: { url: new URL(env.LINK_URL).origin, host: env.LINK_HOST, port: env.LINK_PORT },
    }),
    ...(env.WALLETCONNECT_PROJECT_ID && {
      walletConnect: { projectId: env.WALLETCONNECT_PROJECT_ID, relayUrl: env.WALLETCONNECT_RELAY_URL },
    }),
    trustedFunders: env.TRUSTED_FUNDERS,
    settlementSeconds: env.SETTLEMENT_SECONDS,
    localWindowMinutes: env.LOCAL_WINDOW_MINUTES,
    // On the local chain nobody pays for small batches.
    batchSeconds: env.BATCH_SECONDS ?? (env.RPC_URL ? 300 : 2),
    sampleProject: env.SAMPLE_PROJECT === 'none' ? null : env.SAMPLE_PROJECT,
    tapsPer10Seconds: env.TAPS_PER_10_SECONDS,
    ...(env.DISCORD_TOKEN && { discord: { token: env.DISCORD_TOKEN, apiUrl: env.DISCORD_API_URL } }),
    ...(env.TELEGRAM_TOKEN && { telegram: telegramOf(env, env.TELEGRAM_TOKEN) }),
    ...(env.RPC_URL &&
      env.OPERATOR_PRIVATE_KEY && {
        chain: {
          rpcUrl: env.RPC_URL,
          operatorKey: env.OPERATOR_PRIVATE_KEY,
          confirmations: env.CHAIN_CONFIRMATIONS ?? 12,
          ...(env.DEPLOYMENT && {
            deployment: { file: env.DEPLOYMENT, operators: env.OPERATORS, token: env.OPERATOR_TOKEN ?? '' },
          }),
        },
      }),
  }
}

function telegramOf(env: Environment, token: string): NonNullable<Config['telegram']> {
  const { TELEGRAM_API_URL: apiUrl, TELEGRAM_WEBHOOK_URL: url, TELEGRAM_WEBHOOK_SECRET: secret } = env
  const webhook = url && secret ? { url, secret, port: env.TELEGRAM_WEBHOOK_PORT } : undefined
  return { token, apiUrl, ...(webhook && { webhook }) }
}

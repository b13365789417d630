import { setTimeout as pause } from 'node:timers/promises'
import { Client, Events, GatewayIntentBits, Options } from 'discord.js'
import type { Logger } from 'pino'
import type { Config } from '../../core/config.ts'
import { ExpectedError, reasonOf } from '../../core/errors.ts'
import { isUnauthorized, loggable } from './failures.ts'

type DiscordConfig = NonNullable<Config['discord']>

const CALL_MS = 10_000
/** Waiting longer for Discord's limits is left to whoever asked, who can try again later. */
const LONGEST_WAIT_MS = 30_000
const CONNECT_MS = 60_000
/** discord.js keeps everybody it ever saw unless told otherwise; we need nobody but the bot. */
const KEPT_PEOPLE = 100

/** A client that hears of interactions alone: they need no intent, `Guilds` is what discord.js needs to work.
 * Nothing is sent yet. */
export function createClient({ apiUrl }: DiscordConfig, log: Logger): Client {
  const people = { maxSize: KEPT_PEOPLE, keepOverLimit: ({ id }: { id: string }) => id === client.user?.id }
  const client: Client = new Client({
    intents: [GatewayIntentBits.Guilds],
    shards: 'auto',
    allowedMentions: { parse: [] },
    makeCache: Options.cacheWithLimits({
      ...Options.DefaultMakeCacheSettings,
      DMMessageManager: 0,
      GuildMemberManager: people,
      GuildMessageManager: 0,
      UserManager: people,
    }),
    rest: {
      timeout: CALL_MS,
      rejectOnRateLimit: ({ retryAfter }) => retryAfter > LONGEST_WAIT_MS,
      ...(apiUrl && { api: apiUrl.replace(/\/+$/, '') }),
    },
  })
  client.on(Events.Error, (thrown) => log.error(loggable(thrown), 'Discord client failed'))
  client.on(Events.Warn, (reason) => log.warn({ reason }, 'Discord client warns'))
  client.on(Events.ShardError, (thrown, shard) => {
    log.warn({ shard, ...loggable(thrown) }, 'connection to Discord failed')
  })
  client.on(Events.ShardReconnecting, (shard) => log.info({ shard }, 'connecting to Discord again'))
  client.on(Events.ShardResume, (shard, missed) => log.info({ shard, missed }, 'connection resumed'))
  client.on(Events.ShardDisconnect, ({ code }, shard) => {
    log.error({ shard, code }, 'Discord closed the connection for good: start again with a valid token')
  })
  return client
}

/** Connects to Discord; returns the application's id.
 * @throws ExpectedError `discord.unauthorized`, `discord.unreachable` */
export async function connect(client: Client, config: DiscordConfig): Promise<string> {
  const deadline = new AbortController()
  try {
    await Promise.race([
      client.login(config.token),
      pause(CONNECT_MS, undefined, { signal: deadline.signal }).then(() => {
        throw new Error(`no connection within ${CONNECT_MS / 1_000} s`)
      }),
    ])
    const application = client.application
    if (!application) throw new Error('the gateway named no application')
    return application.id
  } catch (cause) {
    await client.destroy()
    if (isUnauthorized(cause)) throw new ExpectedError('discord.unauthorized', {}, { cause })
    const reason = reasonOf(cause).replaceAll(config.token, '<token>')
    throw new ExpectedError('discord.unreachable', { url: client.rest.options.api, reason }, { cause })
  } finally {
    deadline.abort()
  }
}

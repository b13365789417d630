import { setTimeout as pause } from 'node:timers/promises'
import type { Logger } from 'pino'
import type { Adapter, Handle, OnLive } from '../../commands/adapter.ts'
import type { Command } from '../../commands/command.ts'
import { commands as allCommands } from '../../commands/registry.ts'
import type { Config } from '../../core/config.ts'
import { ExpectedError } from '../../core/errors.ts'
import { type Connection, connect } from './connect.ts'
import { createDispatcher, type Dispatcher } from './dispatcher.ts'
import { createGroupGreeter } from './greet-group.ts'
import { createGroupSide } from './group-side.ts'
import { createNotices } from './notices.ts'
import { createPolling } from './polling.ts'
import { publishMenus } from './publish-menus.ts'
import { dropWebhook } from './recover-polling.ts'
import { isUnauthorized, safeReason } from './refusals.ts'
import { replaceLive } from './replace-live.ts'
import { createWebhook } from './webhook.ts'

export interface TelegramDeps {
  readonly config: NonNullable<Config['telegram']>
  readonly handle: Handle
  /** Absent: no screen lives on. */
  readonly onLive?: OnLive
  /** Is told that a group has another id now. Absent: nobody minds. */
  readonly onGroupMoved?: (from: string, to: string) => Promise<void>
  /** Is told who added whom to a group. Absent: nobody minds. */
  readonly onInvited?: (inviter: string, invited: readonly string[]) => Promise<void>
  readonly log: Logger
  /** For the menu; every command of the registry when absent. */
  readonly commands?: ReadonlyMap<string, Command>
}

/** Where updates come from. */
interface Intake {
  start(): Promise<void>
  /** Takes no more. */
  halt(): Promise<void>
  /** Tells Telegram what was handled; the rest comes again after the next start. */
  finish(): Promise<void>
}

/** How long stopping waits for answers under way. */
const FINISHING_MS = 8_000

/**
 * Telegram's side: one private chat per person, whose message with buttons is edited from item to item.
 * `start` throws ExpectedError `telegram.unauthorized`, `telegram.unreachable`, `telegram.portTaken` or, for an
 * address Telegram refuses, `config.invalid`.
 */
export function createTelegramAdapter(deps: TelegramDeps): Adapter {
  const { config, handle, onLive = async () => {}, log, commands = allCommands } = deps
  const onGroupMoved = async (from: number, to: number) => deps.onGroupMoved?.(String(from), String(to))
  const onInvited = async (inviter: number, invited: readonly number[]) =>
    deps.onInvited?.(String(inviter), invited.map(String))
  const connection = connect(config.token, config.apiUrl)
  const { bot, once } = connection
  const dispatcher = createDispatcher(
    { ...connection, handle, onLive, onGroupMoved, onInvited, log },
    createGroupGreeter({ api: once, handle, log }),
  )
  bot.use((ctx) => dispatcher.dispatch(ctx.update))
  const intake = createIntake(deps, connection, dispatcher)
  let menus = Promise.resolve()

  return {
    platform: 'telegram',
    start: async () => {
      await introduce(connection, config.token)
      await intake.start()
      menus = publishMenus(bot.api, commands).catch((thrown: unknown) => {
        log.warn({ reason: safeReason(thrown, config.token) }, 'the menu of commands is not up to date')
      })
      log.info('serving Telegram')
    },
    stop: async () => {
      await intake.halt()
      await Promise.race([dispatcher.idle(), pause(FINISHING_MS, undefined, { ref: false })])
      await intake.finish()
      connection.abort()
      await Promise.all([dispatcher.idle(), menus])
    },
    send: createNotices(once),
    replace: (place, screen) => replaceLive(bot.api, place, screen),
    groups: createGroupSide(once),
  }
}

async function introduce({ bot, apiRoot }: Connection, token: string): Promise<void> {
  try {
    bot.botInfo = await bot.api.getMe()
  } catch (cause) {
    if (isUnauthorized(cause)) throw new ExpectedError('telegram.unauthorized', {}, { cause })
    const reason = safeReason(cause, token)
    throw new ExpectedError('telegram.unreachable', { url: apiRoot, reason }, { cause })
  }
}

function createIntake({ config, log }: TelegramDeps, connection: Connection, dispatcher: Dispatcher): Intake {
  const { bot, once: api } = connection
  const { token } = config
  if (config.webhook) {
    const webhook = createWebhook(bot, config.webhook, log)
    return { start: webhook.start, halt: webhook.stop, finish: async () => {} }
  }
  const { knows } = dispatcher
  const polling = createPolling({ api, log, token, knows, dispatch: (update) => bot.handleUpdate(update) })
  return {
    start: async () => {
      await dropWebhook(bot.api, log, token)
      polling.start()
    },
    halt: polling.halt,
    finish: polling.confirm,
  }
}

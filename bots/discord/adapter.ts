import { Events, GatewayDispatchEvents } from 'discord.js'
import type { Logger } from 'pino'
import type { Adapter, Handle, OnLive } from '../../commands/adapter.ts'
import type { Command } from '../../commands/command.ts'
import { commands as allCommands } from '../../commands/registry.ts'
import type { Config } from '../../core/config.ts'
import { commandMenu } from './command-menu.ts'
import { connect, createClient } from './connect.ts'
import { createDispatcher } from './dispatcher.ts'
import { loggable } from './failures.ts'
import { createGroupSide } from './group-side.ts'
import { createNotices } from './notices.ts'
import { registerCommands } from './register-commands.ts'
import { replaceLive } from './replace-live.ts'

export interface DiscordDeps {
  readonly config: NonNullable<Config['discord']>
  readonly handle: Handle
  /** Absent: no screen lives on. */
  readonly onLive?: OnLive
  readonly log: Logger
  /** For the menu; every command of the registry when absent. */
  readonly commands?: ReadonlyMap<string, Command>
}

/**
 * Discord's side: slash commands, answered for one person's eyes in servers and openly in private, and buttons
 * that change the message they are on. `start` throws ExpectedError `discord.unauthorized`,
 * `discord.unreachable`.
 */
export function createDiscordAdapter(deps: DiscordDeps): Adapter {
  const { config, handle, onLive = async () => {}, log, commands = allCommands } = deps
  const client = createClient(config, log)
  const dispatcher = createDispatcher({ rest: client.rest, handle, onLive, log, apiUrl: config.apiUrl })
  client.ws.on(GatewayDispatchEvents.InteractionCreate, (interaction: unknown) => {
    dispatcher.dispatch(interaction)
  })

  const publish = async (applicationId: string): Promise<void> => {
    try {
      const isChanged = await registerCommands(client.rest, applicationId, commandMenu(commands))
      if (isChanged) log.info('slash commands registered')
    } catch (thrown) {
      // What is registered already goes on working, and so do buttons and notices.
      log.error(loggable(thrown), 'the slash commands are not up to date')
    }
  }

  return {
    platform: 'discord',
    start: async () => {
      await publish(await connect(client, config))
      log.info('serving Discord')
    },
    stop: async () => {
      await dispatcher.finish()
      // discord.js says this of its own goodbye, too.
      client.removeAllListeners(Events.ShardReconnecting)
      await client.destroy()
    },
    send: createNotices(client.rest),
    replace: (place, screen) => replaceLive(client.rest, place, screen),
    groups: createGroupSide(client.rest),
  }
}

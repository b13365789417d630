import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ChannelType,
  InteractionType,
  MessageFlags,
  PermissionFlagsBits,
} from 'discord.js'
import { z } from 'zod'
import type { CommandEvent, CommandInput } from '../../commands/command.ts'
import { commands } from '../../commands/registry.ts'
import { ANSWER_COMMAND, ANSWER_OPTION } from './answer-command.ts'

const snowflake = z.string().regex(/^\d{15,20}$/)
const userShape = z.object({ id: snowflake, username: z.string(), global_name: z.string().nullish() })
/** What we need of an interaction; the rest is dropped, so that new fields never matter. */
const interactionShape = z.object({
  id: snowflake,
  application_id: snowflake,
  type: z.int(),
  token: z.string().min(1),
  data: z.unknown(),
  guild_id: snowflake.nullish(),
  channel_id: snowflake.nullish(),
  channel: z.object({ type: z.int() }).nullish(),
  /** What the bot may do in the channel, as bits. */
  app_permissions: z.string().regex(/^\d+$/).default('0'),
  member: z.object({ user: userShape }).nullish(),
  user: userShape.nullish(),
  locale: z.string().optional(),
  message: z.object({ flags: z.int().default(0) }).nullish(),
})

const attachmentShape = z.object({ filename: z.string(), size: z.int().nonnegative(), url: z.url() })
const optionShape = z.object({
  name: z.string(),
  type: z.int(),
  value: z.union([z.string(), z.number(), z.boolean()]).optional(),
  get options() {
    return z.array(optionShape).optional()
  },
})
const commandShape = z.object({
  name: z.string(),
  type: z.int().default(ApplicationCommandType.ChatInput),
  options: z.array(optionShape).default([]),
  resolved: z.object({ attachments: z.record(z.string(), attachmentShape).default({}) }).nullish(),
})
const tapShape = z.object({ custom_id: z.string() })

type Interaction = z.output<typeof interactionShape>
type Option = z.output<typeof optionShape>
/** A file a person sent, still with Discord. */
export type DiscordFile = z.output<typeof attachmentShape>

/** What opens the ways to answer an interaction. */
export interface ReplyTo {
  readonly id: string
  readonly token: string
  readonly applicationId: string
  /** True: the answer takes the place of the tapped message; false: it is a message of its own. */
  readonly isUpdate: boolean
  /** Whether a message of its own is for this person's eyes only. */
  readonly isEphemeral: boolean
}

/** Something a person did that concerns us. */
export interface Incoming {
  readonly replyTo: ReplyTo
  readonly event: CommandEvent
  /** To be fetched before the event is handled. */
  readonly file?: DiscordFile | undefined
  /** Takes longer than Discord waits. */
  readonly isLong: boolean
}

/** Reads an interaction of Discord. Null: nothing for us (menus, forms, suggestions).
 * @throws ZodError for what is no interaction */
export function translate(raw: unknown): Incoming | null {
  const interaction = interactionShape.parse(raw)
  if (interaction.type === InteractionType.MessageComponent) return ofTap(interaction)
  if (interaction.type === InteractionType.ApplicationCommand) return ofCommand(interaction)
  return null
}

function ofTap(interaction: Interaction): Incoming {
  const { custom_id: actionId } = tapShape.parse(interaction.data)
  const isOwn = ((interaction.message?.flags ?? 0) & MessageFlags.Ephemeral) !== 0
  return {
    // A message that others see as well is never changed into one person's screen.
    replyTo: replyTo(interaction, isOwn || isDirect(interaction)),
    event: eventOf(interaction, { kind: 'action', actionId }),
    isLong: false,
  }
}

function ofCommand(interaction: Interaction): Incoming | null {
  const data = commandShape.parse(interaction.data)
  if (data.type !== ApplicationCommandType.ChatInput) return null
  const { name, options } = flatten(data.name, data.options)
  const given = options.find((option) => option.type === ApplicationCommandOptionType.Attachment)
  const file = given && data.resolved?.attachments[String(given.value)]
  const args = Object.fromEntries(
    options.flatMap((one) => (one === given ? [] : [[one.name, String(one.value ?? '')]])),
  )
  const input: CommandInput =
    name === ANSWER_COMMAND
      ? { kind: 'text', text: args[ANSWER_OPTION] ?? '' }
      : { kind: 'command', name, args }
  return {
    replyTo: replyTo(interaction, false),
    event: eventOf(interaction, input),
    file,
    isLong: file !== undefined || commands.get(name)?.mode === 'long',
  }
}

/** `project` with its subcommand `create` is our command `project create`. */
function flatten(name: string, options: readonly Option[]): { name: string; options: readonly Option[] } {
  const nested = options.find(({ type }) => type <= ApplicationCommandOptionType.SubcommandGroup)
  return nested ? flatten(`${name} ${nested.name}`, nested.options ?? []) : { name, options }
}

function isDirect({ guild_id: guildId, channel }: Interaction): boolean {
  return !guildId && channel?.type === ChannelType.DM
}

function replyTo(interaction: Interaction, isUpdate: boolean): ReplyTo {
  const { id, token, application_id: applicationId } = interaction
  return { id, token, applicationId, isUpdate, isEphemeral: !isDirect(interaction) }
}

function eventOf(interaction: Interaction, input: CommandInput): CommandEvent {
  const user = interaction.member?.user ?? interaction.user
  if (!user) throw new Error(`interaction ${interaction.id} names nobody`)
  const direct = isDirect(interaction) ? interaction.channel_id : null
  return {
    platform: 'discord',
    eventId: interaction.id,
    user: {
      id: user.id,
      name: user.global_name ?? user.username,
      handle: user.username,
      locale: interaction.locale,
      directChannelId: direct ?? undefined,
    },
    input,
    group: groupOf(interaction),
  }
}

const THREADS: readonly number[] = [
  ChannelType.PublicThread,
  ChannelType.PrivateThread,
  ChannelType.AnnouncementThread,
]

function groupOf(interaction: Interaction): CommandEvent['group'] {
  const { guild_id: guildId, channel_id: chat, channel, app_permissions: permissions } = interaction
  if (!guildId || !chat) return undefined
  const isThread = channel ? THREADS.includes(channel.type) : false
  const needed =
    PermissionFlagsBits.ViewChannel |
    (isThread ? PermissionFlagsBits.SendMessagesInThreads : PermissionFlagsBits.SendMessages)
  return { chat, topic: '', mayPost: (BigInt(permissions) & needed) === needed }
}

import {
  type APIApplicationCommandBasicOption,
  type APIApplicationCommandSubcommandOption,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  Locale,
  PermissionFlagsBits,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
} from 'discord.js'
import type { ArgumentSpec, Command } from '../../commands/command.ts'
import { argumentDescription, commandDescription } from '../../commands/command-description.ts'
import type { Translate } from '../../locales/messages.ts'
import { locales, matchLocale, translator } from '../../locales/translate.ts'
import { ANSWER_COMMAND, ANSWER_OPTION } from './answer-command.ts'

export type MenuCommand = RESTPostAPIChatInputApplicationCommandsJSONBody

const DEFAULT_LOCALE = 'en'
const DESCRIPTION_LENGTH = 100
const OPTION_TYPES = {
  text: ApplicationCommandOptionType.String,
  words: ApplicationCommandOptionType.String,
  choice: ApplicationCommandOptionType.String,
  attachment: ApplicationCommandOptionType.Attachment,
} as const

/** The slash commands: every listed one, those of two words (`project create`) as subcommands of their first,
 * and one for answering in words. Names are those of the help in every language; Discord's permissions only
 * hide what the router would refuse anyway. */
export function commandMenu(commands: ReadonlyMap<string, Command>): MenuCommand[] {
  const listed = [...commands.values()].filter((command) => command.listed)
  const groups = Map.groupBy(listed, (command) => command.name.split(' ')[0] ?? '')
  return [...[...groups].map(([name, members]) => menuCommand(name, members)), answerCommand()]
}

function menuCommand(name: string, members: readonly Command[]): MenuCommand {
  const [first] = members
  const isGroup = members.some((command) => command.name !== name)
  const isForSome = members.every((command) => command.role !== undefined)
  return {
    ...everywhere,
    name,
    ...described((t) => commandDescription(t, name)),
    options: isGroup ? members.map(subcommand) : optionsOf(first?.args ?? []),
    ...(isForSome && { default_member_permissions: String(PermissionFlagsBits.ManageGuild) }),
  }
}

const everywhere = {
  type: ApplicationCommandType.ChatInput,
  contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
  integration_types: [ApplicationIntegrationType.GuildInstall],
} satisfies Partial<MenuCommand>

function subcommand(command: Command): APIApplicationCommandSubcommandOption {
  return {
    type: ApplicationCommandOptionType.Subcommand,
    name: command.name.split(' ').slice(1).join('-'),
    ...described((t) => commandDescription(t, command.name)),
    options: optionsOf(command.args),
  }
}

/** Discord wants required options first. */
function optionsOf(args: readonly ArgumentSpec[]): APIApplicationCommandBasicOption[] {
  return args.toSorted((a, b) => Number(b.required) - Number(a.required)).map(optionOf)
}

function optionOf({ name, kind, required, choices }: ArgumentSpec): APIApplicationCommandBasicOption {
  return {
    type: OPTION_TYPES[kind],
    name,
    ...described((t) => argumentDescription(t, name)),
    required,
    ...(choices && { choices: choices.map((value) => ({ name: locales.get(value) ?? value, value })) }),
  } as APIApplicationCommandBasicOption
}

function answerCommand(): MenuCommand {
  return {
    ...everywhere,
    name: ANSWER_COMMAND,
    name_localizations: localised((t) => t('discord.answer')),
    ...described((t) => t('discord.answerDescription')),
    options: [
      {
        type: ApplicationCommandOptionType.String,
        name: ANSWER_OPTION,
        ...described((t) => t('discord.answerText')),
        required: true,
      },
    ],
  }
}

function described(word: (t: Translate) => string) {
  const text = (t: Translate) => [...word(t)].slice(0, DESCRIPTION_LENGTH).join('')
  return { description: text(translator(DEFAULT_LOCALE)), description_localizations: localised(text) }
}

/** A text in those of Discord's languages that we speak; English is what it shows in all others. */
function localised(word: (t: Translate) => string): Partial<Record<Locale, string>> {
  const spoken = Object.values(Locale).flatMap((locale) => {
    const ours = matchLocale(locale)
    return ours === DEFAULT_LOCALE ? [] : [[locale, word(translator(ours))]]
  })
  return Object.fromEntries(spoken)
}

import { ApplicationCommandType as Kind } from 'discord-api-types/v10'
import { z } from 'zod'
import { chatName, checkOptions, localizations, type OptionForm, optionForm } from './command-option.ts'
import { int, list, oneOf, type Reporter, report, text } from './form.ts'

const MAX_COMMAND_CHARACTERS = 8000

type Localized = Record<string, string | null | undefined> | null | undefined

/** Of a localised text only the longest form counts towards a command's size. */
function longest(value: string, localized: Localized): number {
  return Math.max(value.length, ...Object.values(localized ?? {}).map((other) => (other ?? '').length))
}

interface Sized {
  name: string
  description?: string | null | undefined
  name_localizations?: Localized
  description_localizations?: Localized
  options?: OptionForm[] | null | undefined
  choices?: OptionForm['choices']
}

function size(value: Sized): number {
  let total = longest(value.name, value.name_localizations)
  total += longest(value.description ?? '', value.description_localizations)
  for (const choice of value.choices ?? [])
    total += longest(choice.name, choice.name_localizations) + String(choice.value).length
  for (const option of value.options ?? []) total += size(option)
  return total
}

const commandShape = z.object({
  type: oneOf(1, 2, 3).nullish(),
  name: text(1, 32),
  name_localizations: localizations(text(1, 32)).nullish(),
  description: z.string().nullish(),
  description_localizations: localizations(text(1, 100)).nullish(),
  options: list(optionForm, 0, 25).nullish(),
  default_member_permissions: z.union([z.string().regex(/^\d+$/), z.int().transform(String)]).nullish(),
  dm_permission: z.boolean().nullish(),
  nsfw: z.boolean().nullish(),
  integration_types: list(int(0, 1), 1, 2).nullish(),
  contexts: list(int(0, 2), 0, 3).nullish(),
})

/** A command as the bot registers it. */
export type CommandForm = z.infer<typeof commandShape>

function checkChatCommand(command: CommandForm, ctx: Reporter): void {
  const names = [['name', command.name], ...Object.entries(command.name_localizations ?? {})]
  for (const [key, value] of names) {
    const path = key === 'name' ? ['name'] : ['name_localizations', String(key)]
    if (typeof value === 'string' && !chatName.safeParse(value).success)
      report(ctx, path, 'APPLICATION_COMMAND_INVALID_NAME', 'Command name is invalid')
  }
  const description = [...(command.description ?? '')].length
  if (description === 0) report(ctx, ['description'], 'BASE_TYPE_REQUIRED', 'This field is required')
  if (description > 100)
    report(ctx, ['description'], 'BASE_TYPE_BAD_LENGTH', 'Must be between 1 and 100 in length.')
  checkOptions(command.options ?? [], ctx, 0)
}

/** One application command, checked as a whole. */
export const commandForm = commandShape.superRefine((command, ctx) => {
  if ((command.type ?? Kind.ChatInput) === Kind.ChatInput) checkChatCommand(command, ctx)
  else {
    if (command.description)
      report(
        ctx,
        ['description'],
        'APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION_INVALID',
        'Context menu commands cannot have description',
      )
    if (command.options?.length)
      report(
        ctx,
        ['options'],
        'APPLICATION_COMMAND_CONTEXT_MENU_OPTIONS_INVALID',
        'Context menu commands cannot have options',
      )
  }
  if (size(command) > MAX_COMMAND_CHARACTERS)
    report(ctx, [], 'APPLICATION_COMMAND_TOO_LARGE', 'Command exceeds maximum size (8000)')
})

/** All commands of a scope: names unique per type. */
export const commandListForm = z.array(commandForm).superRefine((commands, ctx) => {
  const seen = new Set<string>()
  for (const [index, command] of commands.entries()) {
    const key = `${command.type ?? 1}:${command.name}`
    if (seen.has(key))
      report(ctx, [index], 'APPLICATION_COMMANDS_DUPLICATE_NAME', 'Application command names must be unique')
    seen.add(key)
  }
})

/** Choices offered while typing: at most 25, names of 1 to 100 characters. */
export const autocompleteForm = z.object({
  choices: list(
    z.object({
      name: text(1, 100),
      name_localizations: localizations(text(1, 100)).nullish(),
      value: z.union([text(1, 100), z.number()]),
    }),
    0,
    25,
  ),
})

import { ApplicationCommandOptionType as Kind, Locale } from 'discord-api-types/v10'
import { z } from 'zod'
import { int, list, oneOf, type Reporter, report, text } from './form.ts'

const NAME = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u

/** A chat command or option name: Discord's pattern, in lower case where there is one. */
export const chatName = text(1, 32).superRefine((value, ctx) => {
  if (!NAME.test(value) || value !== value.toLowerCase())
    report(ctx, [], 'APPLICATION_COMMAND_INVALID_NAME', 'Command name is invalid')
})

/** Texts per locale; only Discord's own locales. */
export function localizations<T extends z.ZodType<string>>(value: T) {
  const locales = Object.values(Locale) as string[]
  return z.record(z.string(), value.nullish()).superRefine((entries, ctx) => {
    for (const key of Object.keys(entries))
      if (!locales.includes(key))
        report(ctx, [key], 'BASE_TYPE_CHOICES', `Value must be one of {${locales.join(', ')}}.`)
  })
}

const choice = z.object({
  name: text(1, 100),
  name_localizations: localizations(text(1, 100)).nullish(),
  value: z.union([z.string(), z.number()]),
})

/** An option, subcommand or subcommand group as checked. */
export interface OptionForm {
  type: number
  name: string
  name_localizations?: Record<string, string | null | undefined> | null | undefined
  description: string
  description_localizations?: Record<string, string | null | undefined> | null | undefined
  required?: boolean | null | undefined
  choices?: z.infer<typeof choice>[] | null | undefined
  options?: OptionForm[] | null | undefined
  channel_types?: number[] | null | undefined
  min_value?: number | null | undefined
  max_value?: number | null | undefined
  min_length?: number | null | undefined
  max_length?: number | null | undefined
  autocomplete?: boolean | null | undefined
}

const CHOOSABLE: number[] = [Kind.String, Kind.Integer, Kind.Number]

function checkChoiceValue(kind: number, value: string | number, ctx: Reporter, path: PropertyKey[]): void {
  if (kind === Kind.String) {
    if (typeof value !== 'string')
      report(ctx, path, 'STRING_TYPE_CONVERT', `Could not interpret "${value}" as string.`)
    else if (value.length < 1 || value.length > 100)
      report(ctx, path, 'BASE_TYPE_BAD_LENGTH', 'Must be between 1 and 100 in length.')
  } else if (typeof value !== 'number' || (kind === Kind.Integer && !Number.isInteger(value)))
    report(ctx, path, 'NUMBER_TYPE_COERCE', `Value "${value}" is not int.`)
}

function checkChoices(option: OptionForm, ctx: Reporter): void {
  const names = new Set<string>()
  for (const [index, { name, value }] of (option.choices ?? []).entries()) {
    const path = ['choices', index]
    if (names.has(name))
      report(
        ctx,
        path,
        'APPLICATION_COMMAND_OPTIONS_CHOICE_NAME_ALREADY_EXISTS',
        'Option choice name already exists',
      )
    names.add(name)
    checkChoiceValue(option.type, value, ctx, [...path, 'value'])
  }
}

const NUMERIC: number[] = [Kind.Integer, Kind.Number]

/** Fields that only some types of option have. */
function checkFields(option: OptionForm, ctx: Reporter): void {
  const rules: [keyof OptionForm, boolean][] = [
    ['choices', CHOOSABLE.includes(option.type)],
    ['autocomplete', CHOOSABLE.includes(option.type)],
    ['min_value', NUMERIC.includes(option.type)],
    ['max_value', NUMERIC.includes(option.type)],
    ['min_length', option.type === Kind.String],
    ['max_length', option.type === Kind.String],
    ['options', option.type <= Kind.SubcommandGroup],
  ]
  for (const [field, fits] of rules) {
    const value = option[field]
    const used = Array.isArray(value)
      ? value.length > 0
      : value !== undefined && value !== null && value !== false
    if (used && !fits)
      report(ctx, [field], 'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID', `This type of option has no ${field}`)
  }
}

function checkOption(option: OptionForm, ctx: Reporter): void {
  if (option.autocomplete && option.choices?.length)
    report(
      ctx,
      ['autocomplete'],
      'APPLICATION_COMMAND_OPTIONS_CHOICES_AND_AUTOCOMPLETE',
      'Options with choices cannot use autocomplete',
    )
  checkFields(option, ctx)
  checkChoices(option, ctx)
  if (option.type <= Kind.SubcommandGroup) checkOptions(option.options ?? [], ctx, option.type)
}

function allowedInside(parent: number, type: number): boolean {
  if (parent === Kind.SubcommandGroup) return type === Kind.Subcommand
  if (parent === Kind.Subcommand) return type > Kind.SubcommandGroup
  return true
}

/** Checks the options of one level together. `parent` is 0 for a command. */
export function checkOptions(options: OptionForm[], ctx: Reporter, parent: number): void {
  const names = new Set<string>()
  const nests = options.some((option) => option.type <= Kind.SubcommandGroup)
  let optionalSeen = false
  for (const [index, option] of options.entries()) {
    const path = ['options', index]
    if (names.has(option.name))
      report(ctx, path, 'APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS', 'Option name already exists')
    names.add(option.name)
    const isNest = option.type <= Kind.SubcommandGroup
    if (isNest !== nests || !allowedInside(parent, option.type))
      report(
        ctx,
        path,
        'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID',
        'Sub-command and sub-command group option types are mutually exclusive to all other types',
      )
    if (option.required && optionalSeen)
      report(
        ctx,
        path,
        'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
        'Required options must be placed before non-required options',
      )
    if (!option.required) optionalSeen = true
  }
}

/** One option, with nested ones. */
export const optionForm: z.ZodType<OptionForm> = z
  .object({
    type: oneOf(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11),
    name: chatName,
    name_localizations: localizations(chatName).nullish(),
    description: text(1, 100),
    description_localizations: localizations(text(1, 100)).nullish(),
    required: z.boolean().nullish(),
    choices: list(choice, 0, 25).nullish(),
    get options() {
      return list(optionForm, 0, 25).nullish()
    },
    channel_types: z.array(z.int()).nullish(),
    min_value: z.number().nullish(),
    max_value: z.number().nullish(),
    min_length: int(0, 6000).nullish(),
    max_length: int(1, 6000).nullish(),
    autocomplete: z.boolean().nullish(),
  })
  .superRefine((option, ctx) => checkOption(option as OptionForm, ctx)) as z.ZodType<OptionForm>

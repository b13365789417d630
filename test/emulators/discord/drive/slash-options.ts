import { ApplicationCommandOptionType as Kind } from 'discord-api-types/v10'
import type { Core } from '../core.ts'
import type { OptionForm } from '../forms/command-option.ts'
import { storeFile } from '../world/files.ts'
import type { Json } from '../world/payloads.ts'
import type { ChannelState, StoredCommand } from '../world/types.ts'
import { ClientRefusal, clientRequires } from './client-refusal.ts'
import type { Resolver } from './resolved.ts'

/** A file a person attaches. */
export interface AttachedFile {
  filename: string
  contentType?: string
  content: Uint8Array | string
}

/** Value of an option: text, number, yes or no, something with an id (person, channel, role), or a file. */
type OptionValue = string | number | boolean | { id: string } | AttachedFile

/** Options by name. */
export type OptionValues = Record<string, OptionValue>

/** A command path resolved: the options to fill in, and how they nest. */
export interface CommandPath {
  names: string[]
  options: OptionForm[]
}

/** Walks `group sub` below a command. Refuses unknown and incomplete paths. */
export function findPath(command: StoredCommand, names: string[]): CommandPath {
  let options = command.options ?? []
  for (const name of names) {
    const next = options.find((option) => option.name === name && option.type <= Kind.SubcommandGroup)
    clientRequires(next, `/${command.name} has no subcommand ${name}`)
    options = next.options ?? []
  }
  const nested = options.some(({ type }) => type <= Kind.SubcommandGroup)
  clientRequires(!nested, `/${command.name} ${names.join(' ')} needs a subcommand`)
  return { names, options }
}

/** Stores a person's file and returns its id. */
export function attach(core: Core, channelId: string, file: AttachedFile, resolver: Resolver): string {
  const bytes = typeof file.content === 'string' ? new TextEncoder().encode(file.content) : file.content
  clientRequires(bytes.byteLength <= core.limits.attachmentBytes, 'Your files are too powerful')
  const attachment = storeFile(
    core,
    {
      field: '',
      filename: file.filename,
      contentType: file.contentType ?? 'application/octet-stream',
      bytes,
    },
    channelId,
  )
  resolver.attachment(attachment)
  return attachment.id
}

function text(option: OptionForm, value: OptionValue): string {
  clientRequires(typeof value === 'string', `Option ${option.name} takes text`)
  const length = [...value].length
  const max = Math.min(option.max_length ?? 6000, 6000)
  clientRequires(length >= (option.min_length ?? 0) && length <= max, `Option ${option.name}: wrong length`)
  return value
}

function number(option: OptionForm, value: OptionValue): number {
  clientRequires(typeof value === 'number' && Number.isFinite(value), `Option ${option.name} takes a number`)
  const whole = option.type === Kind.Number || Number.isSafeInteger(value)
  clientRequires(whole, `Option ${option.name} takes a whole number`)
  const { min_value: min, max_value: max } = option
  const inRange = value >= (min ?? Number.NEGATIVE_INFINITY) && value <= (max ?? Number.POSITIVE_INFINITY)
  clientRequires(inRange, `Option ${option.name}: out of range`)
  return value
}

function chosen(option: OptionForm, value: OptionValue): string | number {
  const choice = option.choices?.find((other) => other.value === value || other.name === value)
  clientRequires(choice, `Option ${option.name} has no choice ${String(value)}`)
  return choice.value
}

function entity(option: OptionForm, value: OptionValue, resolver: Resolver): string {
  clientRequires(
    typeof value === 'object' && 'id' in value,
    `Option ${option.name} takes something with an id`,
  )
  const { id } = value
  const found = {
    [Kind.User]: () => resolver.user(id),
    [Kind.Channel]: () => resolver.channel(id, option.channel_types ?? []),
    [Kind.Role]: () => resolver.role(id),
    [Kind.Mentionable]: () => resolver.user(id) || resolver.role(id),
  }[option.type as Kind.User]?.()
  clientRequires(found, `Option ${option.name}: ${id} cannot be chosen here`)
  return id
}

/** Turns one value into what the client sends, or refuses it. */
function fillOption(
  core: Core,
  channel: ChannelState,
  option: OptionForm,
  value: OptionValue,
  resolver: Resolver,
): string | number | boolean {
  switch (option.type) {
    case Kind.String:
      return option.choices?.length ? chosen(option, value) : text(option, value)
    case Kind.Integer:
    case Kind.Number:
      return option.choices?.length ? chosen(option, value) : number(option, value)
    case Kind.Boolean:
      clientRequires(typeof value === 'boolean', `Option ${option.name} takes true or false`)
      return value
    case Kind.Attachment:
      if (typeof value !== 'object' || !('content' in value))
        throw new ClientRefusal(`Option ${option.name} takes a file`)
      return attach(core, channel.id, value, resolver)
    default:
      return entity(option, value, resolver)
  }
}

/** Fills in a command's options; refuses missing required and unknown ones. */
export function fillOptions(
  core: Core,
  channel: ChannelState,
  path: CommandPath,
  values: OptionValues,
  resolver: Resolver,
): Json[] {
  const filled: Json[] = []
  for (const option of path.options) {
    const value = values[option.name]
    if (value === undefined) clientRequires(!option.required, `Option ${option.name} is required`)
    else
      filled.push({
        name: option.name,
        type: option.type,
        value: fillOption(core, channel, option, value, resolver),
      })
  }
  for (const name of Object.keys(values))
    clientRequires(
      path.options.some((option) => option.name === name),
      `There is no option ${name}`,
    )
  return nest(path, filled)
}

/** Wraps options into the subcommands of their path. */
export function nest(path: CommandPath, options: Json[]): Json[] {
  return path.names.toReversed().reduce<Json[]>((inner, name, index) => {
    const type = index === 0 ? Kind.Subcommand : Kind.SubcommandGroup
    return [{ type, name, options: inner }]
  }, options)
}

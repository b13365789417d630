import { MessageFlags } from 'discord-api-types/v10'
import { z } from 'zod'
import { type ComponentForm, layoutComponents, legacyComponents } from './components.ts'
import { type EmbedForm, embedsForm } from './embed.ts'
import { int, list, oneOf, parseForm, report, snowflake, text } from './form.ts'

const allowedMentions = z
  .object({
    parse: z.array(z.enum(['roles', 'users', 'everyone'])).nullish(),
    users: list(snowflake, 0, 100).nullish(),
    roles: list(snowflake, 0, 100).nullish(),
    replied_user: z.boolean().nullish(),
  })
  .superRefine((value, ctx) => {
    for (const kind of ['users', 'roles'] as const)
      if (value.parse?.includes(kind) && value[kind]?.length)
        report(
          ctx,
          [],
          'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE',
          `parse:["${kind}"] and ${kind}: [ids...] are mutually exclusive.`,
        )
  })

const attachment = z.object({
  id: z.union([z.string(), z.int()]).transform(String),
  filename: text(0, 1024).nullish(),
  description: text(0, 1024).nullish(),
})

const poll = z.object({
  question: z.object({ text: text(1, 300) }),
  answers: list(z.object({ poll_media: z.object({ text: text(1, 55) }) }), 1, 10),
  duration: int(1, 768).nullish(),
  allow_multiselect: z.boolean().nullish(),
})

const messageShape = z
  .object({
    content: text(0, 2000).nullish(),
    nonce: z
      .union([text(0, 25), z.int()])
      .transform(String)
      .nullish(),
    enforce_nonce: z.boolean().nullish(),
    tts: z.boolean().nullish(),
    embeds: embedsForm.nullish(),
    allowed_mentions: allowedMentions.nullish(),
    message_reference: z
      .object({
        type: oneOf(0, 1).nullish(),
        message_id: snowflake,
        channel_id: snowflake.nullish(),
        guild_id: snowflake.nullish(),
        fail_if_not_exists: z.boolean().nullish(),
      })
      .nullish(),
    components: z.unknown().optional(),
    sticker_ids: list(snowflake, 0, 3).nullish(),
    attachments: list(attachment, 0, 10).nullish(),
    flags: int(0, 2 ** 31 - 1).nullish(),
    poll: poll.nullish(),
  })
  .superRefine((value, ctx) => {
    if (((value.flags ?? 0) & MessageFlags.IsComponentsV2) === 0) return
    const present = {
      content: value.content,
      embeds: value.embeds?.length,
      sticker_ids: value.sticker_ids?.length,
      poll: value.poll,
    }
    for (const [field, used] of Object.entries(present))
      if (used)
        report(
          ctx,
          [field],
          'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
          `The '${field}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2`,
        )
  })

/** How the bot described a file it sends or keeps. */
export type AttachmentForm = z.infer<typeof attachment>

/** Whom a message may ping. */
export type AllowedMentions = z.infer<typeof allowedMentions>

/** A message to send, or changes to one: absent means unchanged, null means cleared. */
export interface MessageForm extends Omit<z.infer<typeof messageShape>, 'components'> {
  components?: ComponentForm[] | null
  embeds?: EmbedForm[] | null | undefined
}

/**
 * Checks a raw message form.
 * @param layout whether the message being edited already has the components v2 flag, which stays for good
 * @param prefix path of the form inside a larger one (`data` in interaction callbacks)
 * @throws ApiError 50035
 */
export function parseMessage(raw: unknown, layout = false, prefix: PropertyKey[] = []): MessageForm {
  const isObject = typeof raw === 'object' && !Array.isArray(raw)
  if (raw !== undefined && !isObject) return parseForm(messageShape, raw, prefix) as MessageForm
  const asked = (raw ?? {}) as Record<string, unknown>
  const askedFlags = typeof asked.flags === 'number' ? asked.flags : 0
  const flags = layout ? askedFlags | MessageFlags.IsComponentsV2 : asked.flags
  const form = parseForm(messageShape, { ...asked, flags }, prefix)
  const isLayout = ((form.flags ?? 0) & MessageFlags.IsComponentsV2) !== 0
  const { components: rawComponents, ...rest } = form
  if (rawComponents === undefined || rawComponents === null)
    return rawComponents === null ? { ...rest, components: null } : rest
  const components = parseForm(isLayout ? layoutComponents : legacyComponents, rawComponents, [
    ...prefix,
    'components',
  ])
  return { ...rest, components }
}

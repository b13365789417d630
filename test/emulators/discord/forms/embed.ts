import { z } from 'zod'
import { int, list, report, text, url } from './form.ts'

const MAX_EMBED_CHARACTERS = 6000

const media = z.object({ url: url('http', 'https', 'attachment') })

const embedField = z.object({
  name: text(1, 256),
  value: text(1, 1024),
  inline: z.boolean().nullish(),
})

const embed = z
  .object({
    title: text(0, 256).nullish(),
    description: text(0, 4096).nullish(),
    url: url('http', 'https').nullish(),
    timestamp: z.string().nullish(),
    color: int(0, 0xffffff).nullish(),
    footer: z
      .object({ text: text(1, 2048), icon_url: url('http', 'https', 'attachment').nullish() })
      .nullish(),
    image: media.nullish(),
    thumbnail: media.nullish(),
    author: z
      .object({
        name: text(1, 256),
        url: url('http', 'https').nullish(),
        icon_url: url('http', 'https', 'attachment').nullish(),
      })
      .nullish(),
    fields: list(embedField, 0, 25).nullish(),
  })
  .superRefine((value, ctx) => {
    const { title, description, footer, image, thumbnail, author, fields } = value
    if (!(title || description || footer || image || thumbnail || author || fields?.length))
      report(ctx, ['description'], 'BASE_TYPE_REQUIRED', 'This field is required')
    if (value.timestamp && Number.isNaN(Date.parse(value.timestamp)))
      report(
        ctx,
        ['timestamp'],
        'DATETIME_TYPE_PARSE',
        `Could not parse ${value.timestamp}. Should be ISO8601.`,
      )
  })

/** An embed as the bot sent it. */
export type EmbedForm = z.infer<typeof embed>

function characters(form: EmbedForm): number {
  const texts = [form.title, form.description, form.footer?.text, form.author?.name]
  for (const field of form.fields ?? []) texts.push(field.name, field.value)
  return texts.reduce((sum, value) => sum + [...(value ?? '')].length, 0)
}

/** At most ten embeds of at most 6000 characters together. */
export const embedsForm = list(embed, 0, 10).superRefine((embeds, ctx) => {
  let total = 0
  for (const [index, form] of embeds.entries()) {
    total += characters(form)
    if (total > MAX_EMBED_CHARACTERS)
      report(ctx, [index], 'MAX_EMBED_SIZE_EXCEEDED', 'Embed size exceeds maximum size of 6000')
  }
})

import { ButtonStyle, ComponentType } from 'discord-api-types/v10'
import { z } from 'zod'
import { byType, int, list, oneOf, type Reporter, report, snowflake, text, url } from './form.ts'

/** Custom ids are 1 to 100 characters. */
export const customId = text(1, 100)

/** Components may carry a number of their own. */
export const componentId = int(0, 2_147_483_647).nullish()

/** A unicode emoji; custom ones are refused because the application has none. */
const emoji = z
  .object({
    id: snowflake.nullish(),
    name: z.string().nullish(),
    animated: z.boolean().nullish(),
  })
  .superRefine((value, ctx) => {
    const name = value.name ?? ''
    const known = /^\p{RGI_Emoji}$/v.test(name) || /^\p{RGI_Emoji}$/v.test(`${name}\uFE0F`)
    if (value.id || !known) report(ctx, ['name'], 'COMPONENT_INVALID_EMOJI', 'Invalid emoji')
  })

const buttonShape = z.object({
  type: z.literal(ComponentType.Button),
  id: componentId,
  style: oneOf(1, 2, 3, 4, 5, 6),
  label: text(0, 80).nullish(),
  emoji: emoji.nullish(),
  custom_id: customId.nullish(),
  url: url('http', 'https', 'discord').nullish(),
  sku_id: snowflake.nullish(),
  disabled: z.boolean().nullish(),
})

function checkLink(button: z.infer<typeof buttonShape>, ctx: Reporter): void {
  if (!button.url) report(ctx, ['url'], 'COMPONENT_URL_REQUIRED', 'A url is required')
  else if (button.url.length > 512)
    report(ctx, ['url'], 'BASE_TYPE_MAX_LENGTH', 'Must be 512 or fewer in length.')
  if (button.custom_id)
    report(ctx, ['custom_id'], 'COMPONENT_CUSTOM_ID_AND_URL', 'A custom id and url cannot both be specified')
}

/** A button: a custom id for styles 1 to 4, a URL for links, a label or an emoji for all but premium ones. */
export const button = buttonShape.superRefine((value, ctx) => {
  if (value.style === ButtonStyle.Premium) {
    if (!value.sku_id) report(ctx, ['sku_id'], 'BASE_TYPE_REQUIRED', 'This field is required')
    return
  }
  if (value.style === ButtonStyle.Link) checkLink(value, ctx)
  else {
    if (!value.custom_id)
      report(ctx, ['custom_id'], 'COMPONENT_CUSTOM_ID_REQUIRED', 'A custom id is required')
    if (value.url)
      report(ctx, ['url'], 'COMPONENT_CUSTOM_ID_AND_URL', 'A custom id and url cannot both be specified')
  }
  if (!value.label && !value.emoji)
    report(ctx, ['label'], 'BUTTON_COMPONENT_INVALID_EMOJI_OR_LABEL', 'A label or emoji is required')
})

/** Refuses two entries of the same value. */
export function uniqueValues(options: { value: string }[], ctx: Reporter, path: PropertyKey[]): void {
  const seen = new Set<string>()
  for (const [index, option] of options.entries()) {
    if (seen.has(option.value))
      report(
        ctx,
        [...path, index],
        'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED',
        'The specified option value is already used',
      )
    seen.add(option.value)
  }
}

const selectBase = {
  id: componentId,
  custom_id: customId,
  placeholder: text(0, 150).nullish(),
  min_values: int(0, 25).nullish(),
  max_values: int(1, 25).nullish(),
  disabled: z.boolean().nullish(),
  required: z.boolean().nullish(),
}

interface Range {
  min_values?: number | null | undefined
  max_values?: number | null | undefined
}

function checkRange(value: Range, ctx: Reporter, options?: number): void {
  const max = value.max_values ?? 1
  if ((value.min_values ?? 1) > max)
    report(ctx, ['min_values'], 'NUMBER_TYPE_MAX', `int value should be less than or equal to ${max}.`)
  if (options !== undefined && max > options)
    report(ctx, ['max_values'], 'NUMBER_TYPE_MAX', `int value should be less than or equal to ${options}.`)
}

const stringSelect = z
  .object({
    type: z.literal(ComponentType.StringSelect),
    ...selectBase,
    options: list(
      z.object({
        label: text(1, 100),
        value: text(1, 100),
        description: text(0, 100).nullish(),
        emoji: emoji.nullish(),
        default: z.boolean().nullish(),
      }),
      1,
      25,
    ),
  })
  .superRefine((value, ctx) => {
    uniqueValues(value.options, ctx, ['options'])
    checkRange(value, ctx, value.options.length)
    const chosen = value.options.filter((option) => option.default).length
    if (chosen > (value.max_values ?? 1))
      report(
        ctx,
        ['options'],
        'SELECT_COMPONENT_TOO_MANY_DEFAULT_VALUES',
        'The number of default values exceeds max_values',
      )
  })

function entitySelect(type: ComponentType, kinds: string[]) {
  return z
    .object({
      type: z.literal(type),
      ...selectBase,
      channel_types: z.array(z.int()).nullish(),
      default_values: list(z.object({ id: snowflake, type: z.enum(kinds) }), 0, 25).nullish(),
    })
    .superRefine((value, ctx) => checkRange(value, ctx))
}

/** The five kinds of select menu, by component type. */
export const selects: Record<number, z.ZodType> = {
  [ComponentType.StringSelect]: stringSelect,
  [ComponentType.UserSelect]: entitySelect(ComponentType.UserSelect, ['user']),
  [ComponentType.RoleSelect]: entitySelect(ComponentType.RoleSelect, ['role']),
  [ComponentType.MentionableSelect]: entitySelect(ComponentType.MentionableSelect, ['user', 'role']),
  [ComponentType.ChannelSelect]: entitySelect(ComponentType.ChannelSelect, ['channel']),
}

const ROW_WIDTH = 5

/** One to five buttons or exactly one select, never both. */
export const actionRow = z
  .object({
    type: z.literal(ComponentType.ActionRow),
    id: componentId,
    components: list(byType({ [ComponentType.Button]: button, ...selects }), 1, 5),
  })
  .superRefine((row, ctx) => {
    let width = 0
    for (const [index, child] of row.components.entries()) {
      width += child.type === ComponentType.Button ? 1 : ROW_WIDTH
      if (width > ROW_WIDTH)
        report(
          ctx,
          ['components', index],
          'COMPONENT_LAYOUT_WIDTH_EXCEEDED',
          'The specified component exceeds the maximum width',
        )
    }
  })

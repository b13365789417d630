import { ComponentType } from 'discord-api-types/v10'
import { z } from 'zod'
import { componentId, customId, selects, uniqueValues } from './component-parts.ts'
import { type ComponentForm, checkUnique } from './components.ts'
import { byType, int, list, oneOf, report, text } from './form.ts'

const textInputShape = {
  type: z.literal(ComponentType.TextInput),
  id: componentId,
  custom_id: customId,
  style: oneOf(1, 2),
  min_length: int(0, 4000).nullish(),
  max_length: int(1, 4000).nullish(),
  required: z.boolean().nullish(),
  value: text(0, 4000).nullish(),
  placeholder: text(0, 100).nullish(),
}

interface TextInputLengths {
  min_length?: number | null | undefined
  max_length?: number | null | undefined
  value?: string | null | undefined
}

function checkLengths(input: TextInputLengths, ctx: z.core.$RefinementCtx<unknown>): void {
  const max = input.max_length ?? 4000
  if ((input.min_length ?? 0) > max)
    report(ctx, ['min_length'], 'NUMBER_TYPE_MAX', `int value should be less than or equal to ${max}.`)
  if ([...(input.value ?? '')].length > max)
    report(ctx, ['value'], 'BASE_TYPE_MAX_LENGTH', `Must be ${max} or fewer in length.`)
}

/** In a label the text input has no label of its own. */
const labelledInput = z
  .object({ ...textInputShape, label: z.unknown().optional() })
  .superRefine((input, ctx) => {
    checkLengths(input, ctx)
    if (input.label !== undefined && input.label !== null)
      report(
        ctx,
        ['label'],
        'TEXT_INPUT_LABEL_NOT_ALLOWED',
        'A text input inside a label cannot have a label',
      )
  })

const rowInput = z.object({ ...textInputShape, label: text(1, 45) }).superRefine(checkLengths)

const choice = z.object({
  value: text(1, 100),
  label: text(1, 100),
  description: text(0, 100).nullish(),
  default: z.boolean().nullish(),
})

const radioGroup = z
  .object({
    type: z.literal(ComponentType.RadioGroup),
    id: componentId,
    custom_id: customId,
    options: list(choice, 2, 10),
    required: z.boolean().nullish(),
  })
  .superRefine((group, ctx) => uniqueValues(group.options, ctx, ['options']))

const checkboxGroup = z
  .object({
    type: z.literal(ComponentType.CheckboxGroup),
    id: componentId,
    custom_id: customId,
    options: list(choice, 1, 10),
    min_values: int(0, 10).nullish(),
    max_values: int(1, 10).nullish(),
    required: z.boolean().nullish(),
  })
  .superRefine((group, ctx) => uniqueValues(group.options, ctx, ['options']))

const checkbox = z.object({
  type: z.literal(ComponentType.Checkbox),
  id: componentId,
  custom_id: customId,
  default: z.boolean().nullish(),
})

const fileUpload = z.object({
  type: z.literal(ComponentType.FileUpload),
  id: componentId,
  custom_id: customId,
  min_values: int(0, 10).nullish(),
  max_values: int(1, 10).nullish(),
  required: z.boolean().nullish(),
})

/** Nothing in a modal can be disabled. */
const enabled = (schema: z.ZodType) =>
  schema.superRefine((component, ctx) => {
    if ((component as { disabled?: boolean | null }).disabled)
      report(ctx, ['disabled'], 'MODAL_COMPONENT_DISABLED', 'Components in modals cannot be disabled')
  })

const enabledSelects = Object.fromEntries(
  Object.entries(selects).map(([type, schema]) => [type, enabled(schema)]),
)

const label = z.object({
  type: z.literal(ComponentType.Label),
  id: componentId,
  label: text(1, 45),
  description: text(0, 100).nullish(),
  component: byType({
    ...enabledSelects,
    [ComponentType.TextInput]: labelledInput,
    [ComponentType.FileUpload]: fileUpload,
    [ComponentType.RadioGroup]: radioGroup,
    [ComponentType.CheckboxGroup]: checkboxGroup,
    [ComponentType.Checkbox]: checkbox,
  }),
})

const row = z.object({
  type: z.literal(ComponentType.ActionRow),
  id: componentId,
  components: list(byType({ [ComponentType.TextInput]: rowInput }), 1, 1),
})

const textDisplay = z.object({
  type: z.literal(ComponentType.TextDisplay),
  id: componentId,
  content: text(1, 4000),
})

/** A modal: title, custom id and one to five labels, text displays or (deprecated) action rows. */
export const modalForm = z.object({
  custom_id: customId,
  title: text(1, 45),
  components: list(
    byType({
      [ComponentType.ActionRow]: row,
      [ComponentType.TextDisplay]: textDisplay,
      [ComponentType.Label]: label,
    }),
    1,
    5,
  ).superRefine(checkUnique),
})

/** A modal as opened on the person's screen. */
export interface ModalForm {
  custom_id: string
  title: string
  components: ComponentForm[]
}

import { ComponentType } from 'discord-api-types/v10'
import { z } from 'zod'
import { actionRow, button, componentId } from './component-parts.ts'
import { byType, int, list, oneOf, type Reporter, report, text, url } from './form.ts'

/** A checked component, with whatever is nested in it. */
export type ComponentForm = Record<string, unknown>

const MAX_COMPONENTS = 40
const MAX_DISPLAY_TEXT = 4000

const mediaItem = z.object({ url: url('http', 'https', 'attachment') })

const textDisplay = z.object({
  type: z.literal(ComponentType.TextDisplay),
  id: componentId,
  content: text(1, MAX_DISPLAY_TEXT),
})

const thumbnail = z.object({
  type: z.literal(ComponentType.Thumbnail),
  id: componentId,
  media: mediaItem,
  description: text(0, 1024).nullish(),
  spoiler: z.boolean().nullish(),
})

const section = z.object({
  type: z.literal(ComponentType.Section),
  id: componentId,
  components: list(byType({ [ComponentType.TextDisplay]: textDisplay }), 1, 3),
  accessory: byType({ [ComponentType.Button]: button, [ComponentType.Thumbnail]: thumbnail }),
})

const mediaGallery = z.object({
  type: z.literal(ComponentType.MediaGallery),
  id: componentId,
  items: list(
    z.object({ media: mediaItem, description: text(0, 1024).nullish(), spoiler: z.boolean().nullish() }),
    1,
    10,
  ),
})

const file = z.object({
  type: z.literal(ComponentType.File),
  id: componentId,
  file: z.object({ url: url('attachment') }),
  spoiler: z.boolean().nullish(),
})

const separator = z.object({
  type: z.literal(ComponentType.Separator),
  id: componentId,
  divider: z.boolean().nullish(),
  spacing: oneOf(1, 2).nullish(),
})

const inContainer: Record<number, z.ZodType> = {
  [ComponentType.ActionRow]: actionRow,
  [ComponentType.Section]: section,
  [ComponentType.TextDisplay]: textDisplay,
  [ComponentType.MediaGallery]: mediaGallery,
  [ComponentType.File]: file,
  [ComponentType.Separator]: separator,
}

const container = z.object({
  type: z.literal(ComponentType.Container),
  id: componentId,
  accent_color: int(0, 0xffffff).nullish(),
  spoiler: z.boolean().nullish(),
  components: list(byType(inContainer), 1, MAX_COMPONENTS),
})

/** All components of a tree, parents first, with their paths. */
export function* walkComponents(
  components: readonly ComponentForm[],
  path: PropertyKey[] = [],
): Generator<{ component: ComponentForm; path: PropertyKey[] }> {
  for (const [index, component] of components.entries()) {
    const here = [...path, index]
    yield { component, path: here }
    if (Array.isArray(component.components))
      yield* walkComponents(component.components as ComponentForm[], [...here, 'components'])
    for (const key of ['accessory', 'component']) {
      const only = component[key] as ComponentForm | undefined
      if (!only) continue
      yield { component: only, path: [...here, key] }
    }
  }
}

/** Refuses a custom id or a component number that occurs twice in one message or modal. */
export function checkUnique(components: readonly ComponentForm[], ctx: Reporter): void {
  const customIds = new Set<unknown>()
  const ids = new Set<unknown>()
  for (const { component, path } of walkComponents(components)) {
    if (component.custom_id && customIds.has(component.custom_id))
      report(
        ctx,
        [...path, 'custom_id'],
        'COMPONENT_CUSTOM_ID_DUPLICATED',
        'Component custom id cannot be duplicated',
      )
    if (component.id && ids.has(component.id))
      report(ctx, [...path, 'id'], 'COMPONENT_ID_DUPLICATED', 'Component id cannot be duplicated')
    customIds.add(component.custom_id)
    ids.add(component.id)
  }
}

/** Components of an ordinary message: at most five action rows. */
export const legacyComponents = list(byType({ [ComponentType.ActionRow]: actionRow }), 0, 5).superRefine(
  checkUnique,
)

/** Components of a message with the IS_COMPONENTS_V2 flag: 40 in all, 4000 characters of text in all. */
export const layoutComponents = list(
  byType({ ...inContainer, [ComponentType.Container]: container }),
  0,
  MAX_COMPONENTS,
).superRefine((components, ctx) => {
  checkUnique(components, ctx)
  let count = 0
  let characters = 0
  for (const { component } of walkComponents(components)) {
    count += 1
    if (component.type === ComponentType.TextDisplay) characters += [...String(component.content)].length
  }
  if (count > MAX_COMPONENTS)
    report(ctx, [], 'COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED', 'Total number of components cannot exceed 40')
  if (characters > MAX_DISPLAY_TEXT)
    report(
      ctx,
      [],
      'COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED',
      'Components displayable text size exceeds maximum size of 4000',
    )
})

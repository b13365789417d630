import { ComponentType } from 'discord-api-types/v10'
import type { ComponentForm } from '../forms/components.ts'
import { clientRequires } from './client-refusal.ts'
import type { Resolver } from './resolved.ts'

/**
 * Chooses entries of a select: options by value or label, anything else by id.
 * Refuses what the menu does not offer.
 */
export function pickValues(select: ComponentForm, asked: string[], resolver: Resolver): string[] {
  const options = select.options as { value: string; label: string }[] | undefined
  if (options)
    return asked.map((value) => {
      const option = options.find((other) => other.value === value || other.label === value)
      clientRequires(option, `The menu has no option ${value}`)
      return option.value
    })
  for (const id of asked) {
    const found = {
      [ComponentType.UserSelect]: () => resolver.user(id),
      [ComponentType.RoleSelect]: () => resolver.role(id),
      [ComponentType.MentionableSelect]: () => resolver.user(id) || resolver.role(id),
      [ComponentType.ChannelSelect]: () =>
        resolver.channel(id, (select.channel_types as number[] | null | undefined) ?? []),
    }[select.type as ComponentType.UserSelect]?.()
    clientRequires(found, `${id} cannot be chosen here`)
  }
  return asked
}

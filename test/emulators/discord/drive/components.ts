import { type APIMessage, ButtonStyle, ComponentType } from 'discord-api-types/v10'
import { type ComponentForm, walkComponents } from '../forms/components.ts'
import { clientRequires } from './client-refusal.ts'

function all(message: APIMessage): ComponentForm[] {
  const tree = (message.components ?? []) as unknown as ComponentForm[]
  return [...walkComponents(tree)].map(({ component }) => component)
}

/** The button of that label or custom id, if it can be pressed. */
export function clickable(message: APIMessage, labelOrCustomId: string): ComponentForm {
  const buttons = all(message).filter(({ type }) => type === ComponentType.Button)
  const found =
    buttons.find(({ custom_id: id }) => id === labelOrCustomId) ??
    buttons.find(({ label }) => label === labelOrCustomId)
  const known = buttons.map(({ label, custom_id: id }) => String(label ?? id)).join(', ')
  clientRequires(found, `There is no button ${labelOrCustomId}; there are: ${known}`)
  clientRequires(!found.disabled, `The button ${labelOrCustomId} is disabled`)
  clientRequires(found.style !== ButtonStyle.Link, `The button ${labelOrCustomId} is a link`)
  return found
}

const SELECTS: unknown[] = [
  ComponentType.StringSelect,
  ComponentType.UserSelect,
  ComponentType.RoleSelect,
  ComponentType.MentionableSelect,
  ComponentType.ChannelSelect,
]

/** The select menu, if it takes that many values. */
export function selectable(message: APIMessage, count: number, customId?: string): ComponentForm {
  const menus = all(message).filter(({ type }) => SELECTS.includes(type))
  const fitting = customId === undefined ? menus : menus.filter(({ custom_id: id }) => id === customId)
  const [menu] = fitting
  clientRequires(menu && fitting.length === 1, `There are ${fitting.length} such select menus`)
  clientRequires(!menu.disabled, 'The menu is disabled')
  const min = (menu.min_values as number | undefined) ?? 1
  const max = (menu.max_values as number | undefined) ?? 1
  clientRequires(count >= min && count <= max, `The menu takes ${min} to ${max} values`)
  return menu
}

import type { APIAttachment, APIUser } from 'discord-api-types/v10'
import { formError } from '../api-error.ts'
import type { Core } from '../core.ts'
import { type ComponentForm, walkComponents } from '../forms/components.ts'
import type { AllowedMentions } from '../forms/message.ts'
import type { Json } from './payloads.ts'

/** Whom a text pings, given what the sender allowed. */
export interface Mentions {
  users: APIUser[]
  roles: string[]
  everyone: boolean
}

function allowed(kind: 'users' | 'roles', id: string, rule: AllowedMentions | null | undefined): boolean {
  if (!rule) return true
  return rule.parse?.includes(kind) === true || rule[kind]?.includes(id) === true
}

/** Finds the mentions in a text. */
export function findMentions(
  core: Core,
  content: string,
  rule: AllowedMentions | null | undefined,
): Mentions {
  const users = new Map<string, APIUser>()
  for (const [, id = ''] of content.matchAll(/<@!?(\d+)>/g)) {
    const user = core.world.people.get(id)?.user
    if (user && allowed('users', id, rule)) users.set(id, user)
  }
  const roles = new Set<string>()
  for (const [, id = ''] of content.matchAll(/<@&(\d+)>/g)) if (allowed('roles', id, rule)) roles.add(id)
  const everyone = /@(everyone|here)/.test(content) && (!rule || rule.parse?.includes('everyone') === true)
  return { users: [...users.values()], roles: [...roles], everyone }
}

function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls)
  if (value === null || typeof value !== 'object') return value
  const entries = Object.entries(value).filter(([, part]) => part !== null && part !== undefined)
  return Object.fromEntries(entries.map(([key, part]) => [key, withoutNulls(part)]))
}

/** Replaces `attachment://name` by the link of the file; refuses names that were not uploaded. */
function resolveFiles(value: unknown, attachments: APIAttachment[], path: PropertyKey[]): unknown {
  if (Array.isArray(value))
    return value.map((part, index) => resolveFiles(part, attachments, [...path, index]))
  if (typeof value === 'string' && value.startsWith('attachment://')) {
    const name = value.slice('attachment://'.length)
    const found = attachments.find(({ filename }) => filename === name)
    if (!found)
      throw formError(path, 'MEDIA_ATTACHMENT_NOT_FOUND', `The referenced attachment "${name}" was not found`)
    return found.url
  }
  if (value === null || typeof value !== 'object') return value
  const entries = Object.entries(value)
  return Object.fromEntries(
    entries.map(([key, part]) => [key, resolveFiles(part, attachments, [...path, key])]),
  )
}

/** Embeds as Discord returns them. */
export function settleEmbeds(embeds: Json[], attachments: APIAttachment[], prefix: PropertyKey[]): Json[] {
  const resolved = resolveFiles(withoutNulls(embeds), attachments, [...prefix, 'embeds']) as Json[]
  return resolved.map((embed) => ({ type: 'rich', ...embed }))
}

/** Components as Discord returns them: nulls gone, files linked, numbered. */
export function settleComponents(
  components: ComponentForm[],
  attachments: APIAttachment[],
  prefix: PropertyKey[],
): ComponentForm[] {
  const settled = resolveFiles(withoutNulls(components), attachments, [
    ...prefix,
    'components',
  ]) as ComponentForm[]
  const taken = new Set([...walkComponents(settled)].map(({ component }) => component.id))
  let next = 1
  for (const { component } of walkComponents(settled)) {
    if (component.id) continue
    while (taken.has(next)) next += 1
    component.id = next
    taken.add(next)
  }
  return settled
}

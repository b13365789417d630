import type { APIAttachment } from 'discord-api-types/v10'
import type { Core } from '../core.ts'
import { channelPayload, type Json, memberPayload } from '../world/payloads.ts'
import { canView, channelPermissions } from '../world/permissions.ts'
import type { ChannelState, StoredMessage } from '../world/types.ts'

/** Collects `data.resolved`: everything an interaction refers to by id. */
export class Resolver {
  readonly #core: Core
  readonly #channel: ChannelState
  readonly #actorId: string
  readonly #parts: Record<string, Record<string, unknown>> = {}

  constructor(core: Core, channel: ChannelState, actorId: string) {
    this.#core = core
    this.#channel = channel
    this.#actorId = actorId
  }

  #add(kind: string, id: string, value: unknown): true {
    this.#parts[kind] = { ...this.#parts[kind], [id]: value }
    return true
  }

  #guild() {
    return this.#channel.guildId === null ? undefined : this.#core.world.guilds.get(this.#channel.guildId)
  }

  /** Adds a user and, in a guild, the member. False if there is no such user. */
  user(id: string): boolean {
    const person = this.#core.world.people.get(id)
    if (!person) return false
    const member = this.#guild()?.members.get(id)
    if (member) {
      const { user: _user, deaf: _deaf, mute: _mute, ...partial } = memberPayload(this.#core, member)
      const permissions = String(channelPermissions(this.#core, this.#channel, id))
      this.#add('members', id, { ...partial, permissions })
    }
    return this.#add('users', id, person.user)
  }

  /** Adds a channel the actor sees, if its type fits. */
  channel(id: string, types: number[]): boolean {
    const channel = this.#core.world.channels.get(id)
    if (!channel || channel.guildId === null || channel.guildId !== this.#channel.guildId) return false
    if (!canView(this.#core, channel, this.#actorId)) return false
    if (types.length > 0 && !types.includes(channel.type)) return false
    const permissions = String(channelPermissions(this.#core, channel, this.#actorId))
    return this.#add('channels', id, { ...channelPayload(this.#core, channel), permissions })
  }

  /** Adds a role of the guild. */
  role(id: string): boolean {
    const role = this.#guild()?.roles.get(id)
    return role ? this.#add('roles', id, role) : false
  }

  attachment(attachment: APIAttachment): void {
    this.#add('attachments', attachment.id, attachment)
  }

  message(stored: StoredMessage): void {
    this.#add('messages', stored.payload.id, stored.payload)
  }

  /** The field for the interaction's data, absent when nothing was referred to. */
  field(): { resolved?: Json } {
    return Object.keys(this.#parts).length > 0 ? { resolved: this.#parts } : {}
  }
}

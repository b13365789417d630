import { chatMember, chatRef, ownMembership, toApiMessage } from './api-objects.ts'
import type { Person } from './person.ts'
import { type SeenMessage, seenMessage } from './seen-message.ts'
import type { MemberStatus, StoredMessage, User } from './types.ts'
import { addChat, type ChatState, isInChat, nextMessageId, type World } from './world.ts'

/** A group chat and what its owner can do to it. */
export class Group {
  private readonly world: World
  private readonly state: ChatState

  constructor(world: World, state: ChatState) {
    this.world = world
    this.state = state
  }

  get id(): number {
    return this.state.id
  }

  /** Lets a person in and tells the bot of it. */
  add(person: Person, status: MemberStatus = 'member'): void {
    const user = this.userOf(person.id)
    const before = this.state.members.get(person.id) ?? 'left'
    this.state.members.set(person.id, status)
    this.tellMember(user, before, status)
    this.service(user, { new_chat_members: [user] })
  }

  /** A member adds somebody. */
  bring(inviter: Person, person: Person): void {
    const user = this.userOf(person.id)
    const before = this.state.members.get(person.id) ?? 'left'
    this.state.members.set(person.id, 'member')
    this.tellMember(user, before, 'member')
    this.service(this.userOf(inviter.id), { new_chat_members: [user] })
  }

  remove(person: Person): void {
    const user = this.userOf(person.id)
    const before = this.state.members.get(person.id) ?? 'left'
    this.state.members.set(person.id, 'left')
    this.tellMember(user, before, 'left')
    this.service(user, { left_chat_member: user })
  }

  /** Makes the bot a member, an administrator, somebody who left or somebody kicked. */
  setBot(status: MemberStatus, by: Person): void {
    const before = this.state.botStatus
    this.state.botStatus = status
    this.meet(by.id)
    this.world.updates.push(
      'my_chat_member',
      ownMembership(this.world, this.state, this.userOf(by.id), before, status),
      `member:${this.id}`,
    )
    if (isInChat(status) && !isInChat(before)) {
      this.service(this.userOf(by.id), { new_chat_members: [this.world.bot] })
    }
  }

  /** Makes the group a forum with one more topic; it is named in `send` and stands in messages. */
  topic(name: string, by: Person): number {
    this.state.topics ??= new Map()
    const id = this.service(this.userOf(by.id), { forum_topic_created: { name, icon_color: 7_322_096 } })
    this.state.topics.set(id, { name, isClosed: false })
    return id
  }

  /** Closes a topic: only administrators write in it. */
  closeTopic(id: number): void {
    const topic = this.state.topics?.get(id)
    if (!topic) throw new Error(`there is no topic ${id}`)
    topic.isClosed = true
  }

  /** Deletes a topic with its messages. */
  deleteTopic(id: number): void {
    this.state.topics?.delete(id)
    for (const message of this.state.messages.values()) if (message.topicId === id) message.deleted = true
  }

  /** Lets members who are no administrators write, or not. */
  setMembersMaySend(maySend: boolean): void {
    this.state.membersMaySend = maySend
  }

  /** An administrator deletes a message; the bot is not told. */
  deleteMessage({ messageId }: { messageId: number }): void {
    const message = this.state.messages.get(messageId)
    if (!message) throw new Error(`there is no message ${messageId}`)
    message.deleted = true
  }

  /** Deletes the group. */
  delete(): void {
    this.state.isDeleted = true
  }

  /** Turns a basic group into a supergroup with another id; the old one only points there. */
  upgrade(by: Person): Group {
    if (this.state.kind !== 'group') throw new Error('only a basic group can become a supergroup')
    const id = -1_000_000_000_000 - Math.abs(this.id)
    const { title, members, botStatus } = this.state
    const next = addChat(this.world, { id, kind: 'supergroup', title, members: new Map(members), botStatus })
    this.service(this.userOf(by.id), { migrate_to_chat_id: id })
    this.state.migratedTo = id
    const group = new Group(this.world, next)
    group.service(this.userOf(by.id), { migrate_from_chat_id: this.id })
    return group
  }

  /** The bot's messages that stand in the group, oldest first. */
  messages(): SeenMessage[] {
    return [...this.state.messages.values()]
      .filter((message) => message.outgoing && !message.deleted)
      .map(seenMessage)
  }

  private userOf(id: number): User {
    const user = this.world.people.get(id)?.user
    if (!user) throw new Error(`there is no person ${id}`)
    return user
  }

  private meet(id: number): void {
    const person = this.world.people.get(id)
    if (person) person.met = true
  }

  private tellMember(user: User, before: MemberStatus, after: MemberStatus): void {
    if (this.state.botStatus !== 'administrator') return
    this.world.updates.push(
      'chat_member',
      {
        chat: chatRef(this.state),
        from: user,
        date: Math.floor(this.world.clock.now() / 1000),
        old_chat_member: chatMember(user, before),
        new_chat_member: chatMember(user, after),
      },
      `member:${this.id}`,
    )
  }

  private service(from: User, service: Record<string, unknown>): number {
    const message: StoredMessage = {
      messageId: nextMessageId(this.world, this.state),
      chatId: this.id,
      from,
      outgoing: false,
      sentAt: this.world.clock.now(),
      editCount: 0,
      deleted: false,
      reactions: [],
      service,
    }
    this.state.messages.set(message.messageId, message)
    if (!isInChat(this.state.botStatus)) return message.messageId
    this.meet(from.id)
    this.world.updates.push('message', toApiMessage(this.world, this.state, message), `chat:${this.id}`)
    return message.messageId
  }
}

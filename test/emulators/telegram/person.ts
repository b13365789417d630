import { ownMembership, toApiMessage } from './api-objects.ts'
import type { BotCommand } from './bot-profile.ts'
import { botSees } from './group-privacy.ts'
import { Inbox } from './inbox.ts'
import { type SeenMessage, seenMessage } from './seen-message.ts'
import { makeTap, type Tap } from './tap.ts'
import { typedText } from './text/format.ts'
import type { MemberStatus, StoredMessage } from './types.ts'
import { visibleCommands } from './visible-commands.ts'
import {
  type CallbackAnswer,
  type ChatState,
  isInChat,
  nextMessageId,
  type PersonState,
  type World,
} from './world.ts'

/** A chat by its id, such as a `Group`; a person's own private chat where none is named. */
export interface ChatHandle {
  id: number
}

export interface SendOptions {
  chat?: ChatHandle
  /** The message answered to. */
  replyTo?: { messageId: number }
  /** The topic of a forum it is written in; the general one when absent. */
  topic?: number
}

/** What became of something a person did: `updateId` is absent when the bot is not told of it. */
export interface Sent {
  messageId: number
  updateId?: number
}

const DEFAULT_WAIT_MS = 5000

/** A person with a Telegram app. Does only what the app lets people do; the rest throws. */
export class Person {
  readonly id: number
  private readonly world: World
  private readonly state: PersonState
  private readonly inbox: Inbox

  constructor(world: World, state: PersonState) {
    this.world = world
    this.state = state
    this.id = state.user.id
    this.inbox = new Inbox(world)
  }

  /** Presses Start, with the payload of a `?start=` link if there is one. */
  start(payload?: string): Sent {
    if (payload !== undefined && !/^[A-Za-z0-9_-]{1,64}$/.test(payload)) {
      throw new Error(`"${payload}" is no start payload: 1 to 64 of A-Z, a-z, 0-9, _ and -`)
    }
    return this.send(payload === undefined ? '/start' : `/start ${payload}`)
  }

  /** Sends a text. The first one in the private chat must be `/start`, for the app offers only that. */
  send(text: string, options: SendOptions = {}): Sent {
    const chat = this.openChat(options.chat)
    if (!chat.person || this.state.started) return this.post(chat, { text: typedText(text) }, options)
    if (!/^\/start(?: |$)/.test(text)) throw new Error('the chat shows nothing but the Start button')
    this.state.started = true
    return this.post(chat, { text: typedText(text) }, options)
  }

  /** Answers a message of the chat it stands in. */
  reply(message: { messageId: number; chatId: number }, text: string): Sent {
    return this.send(text, { chat: { id: message.chatId }, replyTo: message })
  }

  /** Changes the text of an own message. */
  edit(sent: { messageId: number }, text: string, chatHandle?: ChatHandle): Sent {
    const chat = this.openChat(chatHandle)
    const message = chat.messages.get(sent.messageId)
    if (message?.from.id !== this.id || message.deleted) throw new Error('only own messages can be edited')
    message.text = typedText(text)
    message.editedAt = this.world.clock.now()
    message.editCount += 1
    return this.tell(chat, message, 'edited_message')
  }

  sendPhoto(bytes: Uint8Array, options: SendOptions & { caption?: string } = {}): Sent {
    return this.sendMedia({ photo: this.world.files.addPhoto(Buffer.from(bytes)) }, options)
  }

  sendDocument(
    name: string,
    bytes: Uint8Array,
    options: SendOptions & { caption?: string; mimeType?: string } = {},
  ): Sent {
    const document = this.world.files.addDocument(name, Buffer.from(bytes), options.mimeType)
    return this.sendMedia({ document }, options)
  }

  /**
   * Taps a button by its label or by its number, counted from 0 through all rows; of the newest message
   * that has it, or of `message`. A button of a reply keyboard sends its label instead.
   */
  tap(button: string | number, message?: { messageId: number; chatId: number }): Tap {
    const found = this.findButton(button, message)
    if (found.button.callback_data === undefined)
      throw new Error(`button "${found.button.text}" is no callback`)
    return this.tapStale(found.message, found.button.callback_data)
  }

  /** Sends the data of a button that may be gone meanwhile, as an app with an old view does. */
  tapStale(message: { messageId: number; chatId: number }, data: string): Tap {
    const chat = this.openChat({ id: message.chatId })
    this.meet()
    return makeTap(this.world, this.state.user, chat, message.messageId, data)
  }

  /** The address behind a link or web app button. */
  linkOf(button: string | number, message?: { messageId: number; chatId: number }): string {
    const { button: found } = this.findButton(button, message)
    const url = found.url ?? found.web_app?.url ?? found.login_url?.url
    if (url === undefined) throw new Error(`button "${found.text}" opens nothing`)
    return url
  }

  /** Taps a button of the reply keyboard, which sends its label as a message. */
  press(label: string): Sent {
    const keyboard = this.messages().findLast((message) => message.replyButtons.length > 0)
    if (!keyboard?.replyButtons.flat().includes(label)) throw new Error(`no reply button "${label}"`)
    return this.send(label)
  }

  /** Stops and blocks the bot. */
  block(): void {
    if (this.state.blocked) return
    this.state.blocked = true
    this.tellMembership('member', 'kicked')
  }

  unblock(): void {
    if (!this.state.blocked) return
    this.state.blocked = false
    this.tellMembership('kicked', 'member')
  }

  /** Deletes the account: the bot gets "user is deactivated" from now on. */
  deactivate(): void {
    this.state.deactivated = true
  }

  /** The bot's messages that stand in the chat, oldest first. */
  messages(chatHandle?: ChatHandle): SeenMessage[] {
    const chat = this.world.chats.get(chatHandle?.id ?? this.id)
    return [...(chat?.messages.values() ?? [])]
      .filter((message) => message.outgoing && !message.deleted)
      .map(seenMessage)
  }

  /** The newest message of the bot; throws when there is none. */
  lastMessage(chatHandle?: ChatHandle): SeenMessage {
    const message = this.messages(chatHandle).at(-1)
    if (!message) throw new Error('the bot has written nothing here')
    return message
  }

  /**
   * The next message that the bot sent or edited in the chat and that fits, in the order in which it did;
   * each is returned at most once. Waits for it up to `timeoutMs` of real time.
   */
  nextMessage(
    fits: (message: SeenMessage) => boolean = () => true,
    timeoutMs = DEFAULT_WAIT_MS,
    chatHandle?: ChatHandle,
  ): Promise<SeenMessage> {
    const chatId = chatHandle?.id ?? this.id
    return this.inbox.next(chatId, fits, timeoutMs, () => this.describeChat(chatHandle))
  }

  /** Answers to this person's taps, oldest first. */
  callbackAnswers(): CallbackAnswer[] {
    return [...this.world.callbacks.values()].flatMap((callback) =>
      callback.personId === this.id && callback.answer ? [callback.answer] : [],
    )
  }

  /** The commands the app offers in a chat, by scope and the person's language. */
  commands(chatHandle?: ChatHandle): BotCommand[] {
    return visibleCommands(this.world, this.id, chatHandle?.id ?? this.id)
  }

  private openChat(handle: ChatHandle | undefined): ChatState {
    const chat = this.world.chats.get(handle?.id ?? this.id)
    if (!chat) throw new Error(`there is no chat ${handle?.id}`)
    if (this.state.deactivated) throw new Error('a deleted account does nothing')
    if (chat.person && this.state.blocked) throw new Error('the bot is blocked; unblock it first')
    if (!chat.person && !isInChat(chat.members.get(this.id))) throw new Error('not a member of this group')
    if (chat.isDeleted || chat.migratedTo !== undefined) throw new Error('this group is closed')
    return chat
  }

  private sendMedia(
    content: Pick<StoredMessage, 'photo' | 'document'>,
    options: SendOptions & { caption?: string },
  ): Sent {
    const chat = this.openChat(options.chat)
    if (chat.person && !this.state.started) throw new Error('the chat shows nothing but the Start button')
    const caption = options.caption === undefined ? {} : { caption: typedText(options.caption) }
    return this.post(chat, { ...content, ...caption }, options)
  }

  private post(
    chat: ChatState,
    content: Pick<StoredMessage, 'text' | 'caption' | 'photo' | 'document'>,
    options: SendOptions,
  ): Sent {
    if (options.topic !== undefined) this.requireTopic(chat, options.topic)
    const message: StoredMessage = {
      messageId: nextMessageId(this.world, chat),
      chatId: chat.id,
      from: this.state.user,
      outgoing: false,
      sentAt: this.world.clock.now(),
      editCount: 0,
      deleted: false,
      reactions: [],
      ...content,
      ...(options.replyTo && { replyToMessageId: options.replyTo.messageId }),
      ...(options.topic !== undefined && { topicId: options.topic }),
    }
    chat.messages.set(message.messageId, message)
    return this.tell(chat, message, 'message')
  }

  private requireTopic(chat: ChatState, id: number): void {
    const topic = chat.topics?.get(id)
    if (!topic) throw new Error(`there is no topic ${id}`)
    const status = chat.members.get(this.id)
    const mayWrite = !topic.isClosed || status === 'creator' || status === 'administrator'
    if (!mayWrite) throw new Error('this topic is closed')
  }

  private tell(chat: ChatState, message: StoredMessage, kind: 'message' | 'edited_message'): Sent {
    if (!botSees(this.world, chat, message)) return { messageId: message.messageId }
    this.meet()
    const updateId = this.world.updates.push(kind, toApiMessage(this.world, chat, message), `chat:${chat.id}`)
    return { messageId: message.messageId, ...(updateId === undefined ? {} : { updateId }) }
  }

  private meet(): void {
    this.state.met = true
  }

  private tellMembership(before: MemberStatus, after: MemberStatus): void {
    const chat = this.world.chats.get(this.id)
    if (!chat || !this.state.started) return
    this.world.updates.push(
      'my_chat_member',
      ownMembership(this.world, chat, this.state.user, before, after),
      `member:${chat.id}`,
    )
  }

  private findButton(button: string | number, message?: { messageId: number; chatId: number }) {
    const candidates = this.messages(message && { id: message.chatId }).filter(
      ({ messageId }) => message === undefined || messageId === message.messageId,
    )
    for (const candidate of candidates.reverse()) {
      const flat = candidate.keyboard.flat()
      const found = typeof button === 'number' ? flat[button] : flat.find(({ text }) => text === button)
      if (found) return { button: found, message: candidate }
    }
    throw new Error(`no button "${button}"; ${this.describeChat(message && { id: message.chatId })}`)
  }

  private describeChat(chatHandle?: ChatHandle): string {
    const last = this.messages(chatHandle).slice(-3)
    const lines = last.map(({ text, buttons }) => JSON.stringify({ text, buttons }))
    return `a fitting message; the last ones are ${lines.join(', ') || 'none'}`
  }
}

import type { BotProfile } from './bot-profile.ts'
import type { EmulatorClock } from './clock.ts'
import type { FileStore } from './files.ts'
import type { RateLimiter } from './limits.ts'
import type { Signal } from './signal.ts'
import type { ChatKind, MemberStatus, StoredMessage, User } from './types.ts'
import type { UpdateQueue } from './updates.ts'

/** A person's account and what stands between it and the bot. */
export interface PersonState {
  user: User
  /** Pressed Start in the private chat. */
  started: boolean
  blocked: boolean
  deactivated: boolean
  /** The bot has seen this person somewhere, so their id means something to it. */
  met: boolean
}

/** A chat with its messages; a private chat has the id of its person. */
export interface ChatState {
  id: number
  kind: ChatKind
  title: string
  /** Only in private chats. */
  person?: PersonState
  members: Map<number, MemberStatus>
  botStatus: MemberStatus
  isDeleted: boolean
  migratedTo?: number
  /** Topics of a forum by their id, that of the message that opened it; absent: no forum. */
  topics?: Map<number, Topic>
  /** Whether members who are no administrators may write. */
  membersMaySend: boolean
  messages: Map<number, StoredMessage>
}

/** A topic of a forum. */
export interface Topic {
  name: string
  isClosed: boolean
}

/** A person's tap on an inline button, waiting for the bot's answer. */
export interface CallbackState {
  id: string
  personId: number
  chatId: number
  messageId: number
  createdAt: number
  answer?: CallbackAnswer
}

/** What the person sees after a tap. */
export interface CallbackAnswer {
  queryId: string
  text: string | undefined
  showAlert: boolean
  url: string | undefined
  /** Milliseconds since the epoch. */
  at: number
}

/** Something the bot did to a chat, in order. */
export interface BotAction {
  kind: 'sent' | 'edited' | 'deleted'
  chatId: number
  message: StoredMessage
}

/** The whole state of the emulated Telegram around one bot. */
export interface World {
  token: string
  bot: User
  /** Sees every group message, not only commands, replies and mentions. */
  readsAllGroupMessages: boolean
  clock: EmulatorClock
  updates: UpdateQueue
  files: FileStore
  limits: RateLimiter
  profile: BotProfile
  people: Map<number, PersonState>
  chats: Map<number, ChatState>
  callbacks: Map<string, CallbackState>
  /** Milliseconds after a tap in which `answerCallbackQuery` is accepted. */
  callbackAnswerMs: number
  actions: BotAction[]
  chatActions: { chatId: number; action: string; at: number }[]
  /** Shared by private chats and basic groups; supergroups count on their own, as at Telegram. */
  lastMessageId: number
  lastCallbackId: bigint
  signal: Signal
}

/** Makes a chat and registers it. */
export function addChat(
  world: World,
  chat: Omit<ChatState, 'messages' | 'isDeleted' | 'membersMaySend'>,
): ChatState {
  const state = { ...chat, messages: new Map(), isDeleted: false, membersMaySend: true }
  world.chats.set(chat.id, state)
  return state
}

/** The next free message id of a chat. */
export function nextMessageId(world: World, chat: ChatState): number {
  if (chat.kind === 'supergroup') return Math.max(0, ...chat.messages.keys()) + 1
  world.lastMessageId += 1
  return world.lastMessageId
}

/** Users the bot may mention: itself and people it has met. */
export function findKnownUser(world: World, id: number): User | undefined {
  if (id === world.bot.id) return world.bot
  const person = world.people.get(id)
  return person?.met ? person.user : undefined
}

/** Records an act of the bot and wakes whoever waits for it. */
export function recordAction(world: World, kind: BotAction['kind'], message: StoredMessage): void {
  world.actions.push({ kind, chatId: message.chatId, message: structuredClone(message) })
  world.signal.notify()
}

/** Whether a member status means being in the chat. */
export function isInChat(status: MemberStatus | undefined): boolean {
  return status === 'creator' || status === 'administrator' || status === 'member'
}

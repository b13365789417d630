import type { StoredMessage } from './types.ts'
import { type ChatState, isInChat, type World } from './world.ts'

/**
 * Whether the bot is told of a person's message. In groups a bot in privacy mode sees commands that may be
 * for it, answers to it and mentions of it only; an administrator sees everything.
 */
export function botSees(world: World, chat: ChatState, message: StoredMessage): boolean {
  if (chat.person) return true
  if (!isInChat(chat.botStatus)) return false
  if (world.readsAllGroupMessages || chat.botStatus === 'administrator') return true
  const original = chat.messages.get(message.replyToMessageId ?? -1)
  return original?.outgoing === true || speaksToBot(world, message)
}

function speaksToBot(world: World, message: StoredMessage): boolean {
  const { text, entities } = message.text ?? message.caption ?? { text: '', entities: [] }
  const me = `@${world.bot.username}`.toLowerCase()
  return entities.some(({ type, offset, length }) => {
    const word = text.slice(offset, offset + length).toLowerCase()
    if (type === 'bot_command') return !word.includes('@') || word.endsWith(me)
    return type === 'mention' && word === me
  })
}

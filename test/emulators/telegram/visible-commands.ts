import type { BotCommand } from './bot-profile.ts'
import type { World } from './world.ts'

/** The commands an app offers a person in a chat: the first scope that has a list wins. */
export function visibleCommands(world: World, personId: number, chatId: number): BotCommand[] {
  const chat = world.chats.get(chatId)
  const status = chat?.members.get(personId)
  const isAdmin = status === 'creator' || status === 'administrator'
  const scopes =
    chat?.kind === 'private'
      ? [{ type: 'chat', chatId }, { type: 'all_private_chats' }]
      : [
          { type: 'chat_member', chatId, userId: personId },
          ...(isAdmin ? [{ type: 'chat_administrators', chatId }] : []),
          { type: 'chat', chatId },
          ...(isAdmin ? [{ type: 'all_chat_administrators' }] : []),
          { type: 'all_group_chats' },
        ]
  const language = world.people.get(personId)?.user.language_code ?? ''
  return world.profile.visibleCommands([...scopes, { type: 'default' }], language)
}

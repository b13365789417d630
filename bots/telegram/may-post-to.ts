import type { Api } from 'grammy'
import { isBadRequest, isUnreachable } from './refusals.ts'

/** Whether the bot may send messages to a group: as an administrator always, otherwise as far as the group lets its
 * members, or the bot itself, do so. */
export async function mayPostTo(api: Api, chatId: number, botId: number): Promise<boolean> {
  try {
    const member = await api.getChatMember(chatId, botId)
    if (member.status === 'administrator' || member.status === 'creator') return true
    if (member.status === 'restricted') return member.is_member && member.can_send_messages
    if (member.status !== 'member') return false
    const { permissions } = await api.getChat(chatId)
    return permissions?.can_send_messages !== false
  } catch (thrown) {
    if (isUnreachable(thrown) || isBadRequest(thrown)) return false
    throw thrown
  }
}

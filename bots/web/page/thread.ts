import type { ChatMessage } from '../message.ts'

/** Known messages with newer versions taking the place of older ones, in the order of the conversation. */
export function merged(known: readonly ChatMessage[], news: readonly ChatMessage[]): ChatMessage[] {
  const byId = new Map(known.map((message) => [message.id, message]))
  for (const message of news) {
    if ((byId.get(message.id)?.version ?? 0) < message.version) byId.set(message.id, message)
  }
  return [...byId.values()].sort((a, b) => a.position - b.position)
}

/** Whether the bot's answer to an event is among the messages. */
export function isAnswered(messages: readonly ChatMessage[], eventId: string): boolean {
  return messages.some((one) => one.author === 'bot' && one.eventId.endsWith(`:${eventId}`))
}

/** The message whose buttons answer number keys: the bot's latest one with buttons. */
export function openMessage(messages: readonly ChatMessage[]): ChatMessage | undefined {
  return messages
    .filter((one) => one.author === 'bot' && one.screen.buttons.length > 0)
    .reduce<ChatMessage | undefined>(
      (latest, one) => (latest && latest.version > one.version ? latest : one),
      undefined,
    )
}

/** The order on the page: notices that came after a message with buttons stand before it, so that the
 * buttons stay where they are under a finger and the latest item stays last. */
export function displayed(messages: readonly ChatMessage[]): ChatMessage[] {
  const result: ChatMessage[] = []
  for (const message of messages) {
    const asking = message.notice ? result.findLastIndex((one) => !one.notice) : -1
    const floats = asking >= 0 && (result[asking]?.screen.buttons.length ?? 0) > 0
    if (floats) result.splice(asking, 0, message)
    else result.push(message)
  }
  return result
}

import { type SeenMessage, seenMessage } from './seen-message.ts'
import type { World } from './world.ts'

/** Reads what the bot did to chats one message at a time, each at most once. */
export class Inbox {
  private readonly world: World
  /** Position in the bot's actions up to which a chat has been read. */
  private readonly read = new Map<number, number>()

  constructor(world: World) {
    this.world = world
  }

  /** The next message sent or edited in the chat that fits, waiting up to `timeoutMs` for it. */
  next(
    chatId: number,
    fits: (message: SeenMessage) => boolean,
    timeoutMs: number,
    what: () => string,
  ): Promise<SeenMessage> {
    return this.world.signal.until(() => this.poll(chatId, fits), timeoutMs, what)
  }

  private poll(chatId: number, fits: (message: SeenMessage) => boolean): SeenMessage | undefined {
    const { actions } = this.world
    for (let index = this.read.get(chatId) ?? 0; index < actions.length; index++) {
      const action = actions[index]
      if (action?.chatId !== chatId || action.kind === 'deleted') continue
      const message = seenMessage(action.message)
      if (!fits(message)) continue
      this.read.set(chatId, index + 1)
      return message
    }
    return undefined
  }
}

import type { Screen } from '../../commands/screen.ts'
import type { WebMessage } from '../../core/store/web-messages.ts'

/** A message as the page gets it. */
export interface ChatMessage {
  readonly id: string
  readonly version: number
  readonly position: number
  readonly author: 'person' | 'bot'
  readonly notice: boolean
  readonly screen: Screen
  /** What it shows last came from: `<person>:<event>` or `notice:<key>`. */
  readonly eventId: string
  readonly createdAt: string
}

/** A person as the page gets them. */
export interface ChatPerson {
  readonly id: string
  readonly name: string
  readonly locale: string
  readonly roles: readonly string[]
}

/** A command as the page suggests it. */
export interface ChatCommand {
  readonly name: string
  /** The arguments to type, for example `<project>`. */
  readonly usage: string
  readonly description: string
  readonly needsFile: boolean
}

export function chatMessageOf(stored: WebMessage): ChatMessage {
  return { ...stored, screen: JSON.parse(stored.screen) as Screen }
}

/** A person's own words as a screen, so that both sides of a conversation have one shape. */
export function wordsScreen(text: string, fileName?: string): Screen {
  const words = text ? [{ text }] : []
  const file = fileName
    ? [{ text: words.length > 0 ? ' ' : '' }, { text: fileName, style: 'code' as const }]
    : []
  return { blocks: [{ kind: 'paragraph', content: [...words, ...file] }], buttons: [] }
}

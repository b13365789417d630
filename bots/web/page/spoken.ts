import { screenText } from '../../../commands/text.ts'
import type { ChatMessage } from '../message.ts'
import type { Words } from './words.ts'

/** A message as a screen reader says it. */
export function spoken({ screen, notice }: ChatMessage, words: Words): string {
  const labels = screen.buttons.flat().map((button, at) => `${at + 1} ${button.label}`)
  const choices = labels.length > 0 ? `${words.choices}: ${labels.join(', ')}.` : ''
  const picture = screen.image?.alt ?? ''
  return [notice ? `${words.notice}:` : '', screenText(screen.blocks), picture, choices]
    .filter(Boolean)
    .join(' ')
}

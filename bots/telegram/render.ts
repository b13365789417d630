import type { InlineKeyboardButton, MessageEntity } from 'grammy/types'
import type { Button, Screen } from '../../commands/screen.ts'
import { screenText } from '../../commands/text.ts'
import { cleanText, isBlank, richText } from './rich-text.ts'
import { splitText } from './split-text.ts'

/** One message as `sendMessage` and `editMessageText` take it. */
export interface RenderedMessage {
  readonly text: string
  readonly extra: {
    readonly entities: MessageEntity[]
    readonly link_preview_options: { readonly is_disabled: true }
    readonly reply_markup?: { readonly inline_keyboard: InlineKeyboardButton[][] }
  }
}

/** Limits of the Bot API: code points of a text, bytes of a button's data, buttons of a row and a message,
 * characters of the answer to a tap. */
const TEXT_LENGTH = 4096
const DATA_BYTES = 64
const ROW_LENGTH = 8
const MOST_BUTTONS = 100
const ALERT_LENGTH = 200

/** A screen as one message, or several where the text does not fit into one; the buttons are on the last.
 * @throws Error when its buttons are more than Telegram takes: our own screens never come near. */
export function renderScreen(screen: Screen): RenderedMessage[] {
  const keyboard = screen.buttons.flatMap(keyboardRows)
  const parts = splitText(richText(screen.blocks), TEXT_LENGTH)
  // Telegram refuses a message without text; with buttons alone this stands above them.
  if (parts.length === 0) parts.push({ text: '…', entities: [] })
  if (keyboard.flat().length > MOST_BUTTONS) throw new Error(`more than ${MOST_BUTTONS} buttons on a screen`)
  return parts.map(({ text, entities }, at) => ({
    text,
    extra: {
      entities: [...entities],
      link_preview_options: { is_disabled: true },
      ...(at === parts.length - 1 && keyboard.length > 0 && { reply_markup: { inline_keyboard: keyboard } }),
    },
  }))
}

/** A short refusal for the window that answers a tap. */
export function renderAlert(screen: Screen): string {
  const points = [...cleanText(screenText(screen.blocks)).trim()]
  if (points.length <= ALERT_LENGTH) return points.join('')
  return `${points.slice(0, ALERT_LENGTH - 1).join('')}…`
}

function keyboardRows(row: readonly Button[]): InlineKeyboardButton[][] {
  const buttons = row.map(keyboardButton)
  const count = Math.ceil(buttons.length / ROW_LENGTH)
  return Array.from({ length: count }, (_, at) => buttons.slice(at * ROW_LENGTH, (at + 1) * ROW_LENGTH))
}

function keyboardButton({ label, actionId }: Button): InlineKeyboardButton {
  const bytes = Buffer.byteLength(actionId)
  if (bytes < 1 || bytes > DATA_BYTES) throw new Error(`the data of a button has ${bytes} bytes`)
  const text = cleanText(label).replaceAll('\n', ' ')
  return { text: isBlank(text) ? '·' : text, callback_data: actionId }
}

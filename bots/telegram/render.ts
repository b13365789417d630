import type { InlineKeyboardButton, MessageEntity } from 'grammy/types'
import type { Block, Button, Link, Screen } from '../../commands/screen.ts'
import { screenText } from '../../commands/text.ts'
import { cleanText, isBlank, isLink, richText } from './rich-text.ts'
import { splitText } from './split-text.ts'

/** One message as `sendMessage` and `editMessageText` take it; with a photo the text is its caption, as
 * `sendPhoto` takes it. */
export interface RenderedMessage {
  readonly text: string
  readonly photo?: Uint8Array
  readonly extra: {
    readonly entities: MessageEntity[]
    readonly link_preview_options: { readonly is_disabled: true }
    readonly reply_markup?: { readonly inline_keyboard: InlineKeyboardButton[][] }
  }
}

/** Limits of the Bot API: code points of a text and a caption, bytes of a button's data, buttons of a row and
 * a message, characters of the answer to a tap. */
const TEXT_LENGTH = 4096
const CAPTION_LENGTH = 1024
const DATA_BYTES = 64
const ROW_LENGTH = 8
const MOST_BUTTONS = 100
const ALERT_LENGTH = 200

/** A screen as one message, or several where the text does not fit into one; the buttons are on the last.
 * @throws Error when its buttons are more than Telegram takes: our own screens never come near. */
export function renderScreen(screen: Screen): RenderedMessage[] {
  const keyboard = [...screen.buttons.map((row) => row.map(keyboardButton)), ...linkButtons(screen)]
    .flatMap(keyboardRows)
    .filter((row) => row.length > 0)
  const text = richText([...screen.blocks, ...linksInText(screen)])
  const { image } = screen
  const parts = splitText(text, TEXT_LENGTH)
  // A text too long for a caption follows the picture.
  const isCaption = parts.length <= 1 && [...text.text].length <= CAPTION_LENGTH
  if (image && !isCaption) parts.unshift({ text: '', entities: [] })
  // Telegram refuses a message without text; with buttons alone this stands above them.
  if (parts.length === 0) parts.push({ text: image ? '' : '…', entities: [] })
  if (keyboard.flat().length > MOST_BUTTONS) throw new Error(`more than ${MOST_BUTTONS} buttons on a screen`)
  return parts.map((part, at) => ({
    text: part.text,
    ...(at === 0 && image && { photo: Buffer.from(image.png, 'base64') }),
    extra: {
      entities: [...part.entities],
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

function linkButtons({ links = [] }: Screen): InlineKeyboardButton[][] {
  return links.map((row) =>
    row.filter(({ url }) => isLink(url)).map(({ label, url }) => ({ text: buttonText(label), url })),
  )
}

/** Links that Telegram takes neither as buttons nor as links: addresses of this machine, say. */
function linksInText({ links = [] }: Screen): Block[] {
  const others = links.flat().filter(({ url }) => !isLink(url))
  const items = others.map(({ label, url }: Link) => [{ text: label, url }])
  return items.length > 0 ? [{ kind: 'list', items }] : []
}

function keyboardRows(buttons: readonly InlineKeyboardButton[]): InlineKeyboardButton[][] {
  const count = Math.ceil(buttons.length / ROW_LENGTH)
  return Array.from({ length: count }, (_, at) => buttons.slice(at * ROW_LENGTH, (at + 1) * ROW_LENGTH))
}

function keyboardButton({ label, actionId }: Button): InlineKeyboardButton {
  const bytes = Buffer.byteLength(actionId)
  if (bytes < 1 || bytes > DATA_BYTES) throw new Error(`the data of a button has ${bytes} bytes`)
  return { text: buttonText(label), callback_data: actionId }
}

function buttonText(label: string): string {
  const text = cleanText(label).replaceAll('\n', ' ')
  return isBlank(text) ? '·' : text
}

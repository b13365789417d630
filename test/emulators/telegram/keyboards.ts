import { badRequest } from './errors.ts'
import { isObject, type Params } from './params.ts'
import { LinkError, linkedUserId, normalizeLink } from './text/links.ts'
import type { ChatKind, InlineButton, ReplyButton, ReplyMarkup } from './types.ts'

const MAX_CALLBACK_BYTES = 64
const MAX_COPY_CHARACTERS = 256
const MAX_INLINE_BUTTONS = 100

/**
 * Reads `reply_markup`. JSON shape is checked here, before the chat is looked at, in the server's order
 * of precedence: url, callback_data, callback_game, pay, switch_inline_query…, login_url, web_app, copy_text.
 */
export function readReplyMarkup(params: Params): ReplyMarkup | undefined {
  const given = params.json('reply_markup', "can't parse reply keyboard markup JSON object")
  if (given === undefined) return undefined
  if (!isObject(given)) throw badRequest('object expected as reply markup')
  const rows = readRows(given.keyboard, 'keyboard', 'ReplyKeyboardMarkup', readReplyButton)
  const inline = readRows(given.inline_keyboard, 'inline_keyboard', 'InlineKeyboardMarkup', readInlineButton)
  for (const name of ['resize_keyboard', 'one_time_keyboard', 'remove_keyboard', 'selective', 'force_reply'])
    checkBoolean(given, name)
  if (rows.length > 0) return { kind: 'reply', rows, oneTime: given.one_time_keyboard === true }
  if (inline.length > 0) return { kind: 'inline', rows: inline }
  if (given.remove_keyboard === true) return { kind: 'remove' }
  if (given.force_reply === true) return { kind: 'force_reply' }
  return undefined
}

const OWNERS: Record<string, string> = {
  resize_keyboard: 'ReplyKeyboardMarkup',
  one_time_keyboard: 'ReplyKeyboardMarkup',
  remove_keyboard: 'ReplyKeyboardRemove',
}

function checkBoolean(given: Record<string, unknown>, name: string): void {
  const value = given[name]
  if (value === undefined || typeof value === 'boolean') return
  const owner = OWNERS[name] ?? 'reply markup'
  throw badRequest(`Field "${name}" of the ${owner} must be of the type Boolean`)
}

function readRows<T>(
  value: unknown,
  field: string,
  owner: string,
  readButton: (button: unknown) => T,
): T[][] {
  if (value === undefined) return []
  if (!Array.isArray(value)) throw badRequest(`Field "${field}" of the ${owner} must be an Array`)
  return value.map((row: unknown) => {
    if (!Array.isArray(row)) throw badRequest(`Field "${field}" of the ${owner} must be an Array of Arrays`)
    return row.map(readButton)
  })
}

function field(button: Record<string, unknown>, name: string, complaint: string): string {
  const value = button[name]
  if (value === undefined || value === null) return ''
  if (typeof value !== 'string' && typeof value !== 'number') {
    throw badRequest(`${complaint}: Field "${name}" must be of type String`)
  }
  return String(value)
}

const INLINE_COMPLAINT = "can't parse inline keyboard button"

function readInlineButton(button: unknown): InlineButton {
  if (!isObject(button)) throw badRequest(`${INLINE_COMPLAINT}: InlineKeyboardButton must be an Object`)
  if (button.text === undefined) throw badRequest(`${INLINE_COMPLAINT}: Can't find field "text"`)
  const text = field(button, 'text', INLINE_COMPLAINT)
  for (const name of ['url', 'callback_data'] as const) {
    const value = field(button, name, INLINE_COMPLAINT)
    if (value !== '') return { text, [name]: value }
  }
  if ('callback_game' in button) return { text, callback_game: {} }
  if ('pay' in button) return { text, pay: true }
  for (const name of ['switch_inline_query', 'switch_inline_query_current_chat'] as const) {
    if (name in button) return { text, [name]: field(button, name, INLINE_COMPLAINT) }
  }
  for (const [name, inner] of [
    ['login_url', 'url'],
    ['web_app', 'url'],
    ['copy_text', 'text'],
  ] as const) {
    const value = button[name]
    if (value === undefined) continue
    if (!isObject(value)) throw badRequest(`${INLINE_COMPLAINT}: Field "${name}" must be of type Object`)
    return { text, [name]: { [inner]: field(value, inner, INLINE_COMPLAINT) } }
  }
  throw badRequest('text buttons are unallowed in the inline keyboard')
}

const REPLY_COMPLAINT = "can't parse keyboard button"

function readReplyButton(button: unknown): ReplyButton {
  if (typeof button === 'string') return { text: button }
  if (!isObject(button)) throw badRequest(`${REPLY_COMPLAINT}: KeyboardButton must be a String or an Object`)
  if (button.text === undefined) throw badRequest(`${REPLY_COMPLAINT}: Can't find field "text"`)
  const text = field(button, 'text', REPLY_COMPLAINT)
  if (button.request_contact === true) return { text, request_contact: true }
  if (button.request_location === true) return { text, request_location: true }
  if (isObject(button.web_app))
    return { text, web_app: { url: field(button.web_app, 'url', REPLY_COMPLAINT) } }
  return { text }
}

/** Checks what a keyboard says against the chat it goes to; returns it with its links normalised. */
export function checkReplyMarkup(markup: ReplyMarkup | undefined, chat: ChatKind): ReplyMarkup | undefined {
  if (markup?.kind === 'inline') {
    if (markup.rows.flat().length > MAX_INLINE_BUTTONS) throw badRequest('reply markup is too long')
    return {
      kind: 'inline',
      rows: markup.rows.map((row) => row.map((button) => checkInlineButton(button, chat))),
    }
  }
  if (markup?.kind === 'reply') for (const button of markup.rows.flat()) checkReplyButton(button, chat)
  return markup
}

function link(prefix: string, url: string, rules?: Parameters<typeof normalizeLink>[1]): string {
  try {
    return normalizeLink(url, rules)
  } catch (cause) {
    if (cause instanceof LinkError) throw badRequest(`${prefix} URL '${url}' is invalid: ${cause.message}`)
    throw cause
  }
}

function checkInlineButton(button: InlineButton, chat: ChatKind): InlineButton {
  if (button.text === '') throw badRequest('Inline keyboard button text must be non-empty')
  if (button.url !== undefined) return checkUrlButton(button, button.url)
  if (button.callback_data !== undefined) {
    if (Buffer.byteLength(button.callback_data) > MAX_CALLBACK_BYTES) throw badRequest('BUTTON_DATA_INVALID')
    return button
  }
  if (button.web_app) {
    if (linkedUserId(button.web_app.url) !== undefined)
      throw badRequest("Link to a user can't be used in Web App URL buttons")
    const url = link('Inline keyboard button Web App', button.web_app.url, {
      httpOnly: true,
      httpsOnly: true,
    })
    if (chat !== 'private') throw badRequest('BUTTON_TYPE_INVALID')
    return { ...button, web_app: { url } }
  }
  if (button.login_url) {
    const rules = { httpOnly: true, httpsOnly: true }
    return {
      ...button,
      login_url: { url: link('Inline keyboard button login', button.login_url.url, rules) },
    }
  }
  return checkOtherButton(button)
}

function checkUrlButton(button: InlineButton, url: string): InlineButton {
  if (linkedUserId(url) !== undefined) return button
  return { ...button, url: link('Inline keyboard button', url) }
}

function checkOtherButton(button: InlineButton): InlineButton {
  if (button.callback_game || button.pay) throw badRequest('BUTTON_TYPE_INVALID')
  if (button.copy_text) {
    const length = [...button.copy_text.text].length
    if (length < 1 || length > MAX_COPY_CHARACTERS) throw badRequest('BUTTON_COPY_TEXT_INVALID')
  }
  return button
}

function checkReplyButton(button: ReplyButton, chat: ChatKind): void {
  if (button.text === '') throw badRequest('Keyboard button text must be non-empty')
  if (button.web_app) {
    if (chat !== 'private') throw badRequest('Web App buttons can be used in private chats only')
    link('Keyboard button Web App', button.web_app.url, { httpOnly: true, httpsOnly: true })
  }
  if (chat === 'private') return
  if (button.request_contact) throw badRequest('Phone number can be requested in private chats only')
  if (button.request_location) throw badRequest('Location can be requested in private chats only')
}

/** Whether two inline keyboards look and act the same, which decides "message is not modified". */
export function sameMarkup(a: ReplyMarkup | undefined, b: ReplyMarkup | undefined): boolean {
  const rows = (markup: ReplyMarkup | undefined) => (markup?.kind === 'inline' ? markup.rows : [])
  return JSON.stringify(rows(a)) === JSON.stringify(rows(b))
}

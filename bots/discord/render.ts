import {
  type APIActionRowComponent,
  type APIButtonComponentWithCustomId,
  type APIEmbed,
  ButtonStyle,
  ComponentType,
  type RawFile,
} from 'discord.js'
import type { Block, Button, Screen } from '../../commands/screen.ts'
import { screenText } from '../../commands/text.ts'
import { cleanText, isBlank, markdownLines } from './markdown.ts'
import { paginate } from './paginate.ts'

/** A message as Discord takes it when one is sent or changed; every part is set, so that nothing of a message
 * before it stays. */
export interface RenderedMessage {
  readonly body: {
    readonly content: string
    readonly embeds: APIEmbed[]
    readonly components: APIActionRowComponent<APIButtonComponentWithCustomId>[]
    readonly attachments: { readonly id: string; readonly filename: string }[]
    readonly allowed_mentions: { readonly parse: [] }
  }
  readonly files: RawFile[]
}

/** Discord's limits: characters of a message, of an embed and of all its embeds (4096 and 6000), of a label,
 * buttons of a row, rows of a message. */
const CONTENT = 2_000
const EMBEDS = [4_000, 2_000]
const LABEL = 80
const ROW = 5
const ROWS = 5
const ELLIPSIS = '\n…'

const STYLES = {
  primary: ButtonStyle.Primary,
  secondary: ButtonStyle.Secondary,
  success: ButtonStyle.Success,
  danger: ButtonStyle.Danger,
} as const

/**
 * A screen as one message: plain content, which every client and screen reader shows and no setting hides.
 * What is longer goes on in embeds of the same message, and what is longer still is attached as a file.
 * Buttons that do not fit, or whose words do not, stand in the text with the number that answers them.
 */
export function renderScreen(screen: Screen): RenderedMessage {
  const rows = buttonRows(screen.buttons)
  const blocks = [...screen.blocks, ...labelsInFull(screen.buttons.flat(), rows.flat().length)]
  const { content, embeds, files } = renderText(blocks)
  return {
    body: {
      content: isBlank(content) ? '…' : content,
      embeds,
      components: rows.map((row) => ({ type: ComponentType.ActionRow, components: row.map(renderButton) })),
      attachments: files.map(({ name }, at) => ({ id: String(at), filename: name })),
      allowed_mentions: { parse: [] },
    },
    files,
  }
}

function renderText(blocks: readonly Block[]): { content: string; embeds: APIEmbed[]; files: RawFile[] } {
  const lines = markdownLines(blocks)
  const { pages, isAll } = paginate(lines, [CONTENT, ...EMBEDS])
  if (isAll) {
    const [content = '', ...more] = pages
    return { content, embeds: more.map((description) => ({ description })), files: [] }
  }
  const [start = ''] = paginate(lines, [CONTENT - ELLIPSIS.length]).pages
  const data = Buffer.from(screenText(blocks).toWellFormed(), 'utf8')
  return {
    content: start + ELLIPSIS,
    embeds: [],
    files: [{ name: 'tagora.txt', data, contentType: 'text/plain; charset=utf-8' }],
  }
}

/** The screen's own rows, wrapped where they are too long; all in full rows when there are too many. */
function buttonRows(rows: readonly (readonly Button[])[]): Button[][] {
  const wrapped = rows.flatMap((row) => chunks(row))
  return wrapped.length <= ROWS ? wrapped : chunks(rows.flat()).slice(0, ROWS)
}

function chunks(buttons: readonly Button[]): Button[][] {
  const count = Math.ceil(buttons.length / ROW)
  return Array.from({ length: count }, (_, at) => buttons.slice(at * ROW, (at + 1) * ROW))
}

function labelsInFull(buttons: readonly Button[], shown: number): Block[] {
  const items = buttons.flatMap(({ label }, at) =>
    at >= shown || label.length > LABEL ? [[{ text: `${at + 1}. ${label}` }]] : [],
  )
  return items.length > 0 ? [{ kind: 'list', items }] : []
}

function renderButton({ label, actionId, style }: Button): APIButtonComponentWithCustomId {
  return {
    type: ComponentType.Button,
    style: STYLES[style],
    label: shortLabel(label),
    custom_id: actionId,
  }
}

function shortLabel(raw: string): string {
  const label = cleanText(raw).replaceAll('\n', ' ').trim()
  if (isBlank(label)) return '·'
  if (label.length <= LABEL) return label
  return `${label.slice(0, LABEL - 1).replace(/[\uD800-\uDBFF]$/, '')}…`
}

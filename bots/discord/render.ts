import {
  type APIActionRowComponent,
  type APIButtonComponentWithCustomId,
  type APIButtonComponentWithURL,
  type APIEmbed,
  ButtonStyle,
  ComponentType,
  type RawFile,
} from 'discord.js'
import type { Block, Button, Link, Screen, ScreenImage } from '../../commands/screen.ts'
import { screenText } from '../../commands/text.ts'
import { cleanText, isBlank, markdownLines } from './markdown.ts'
import { paginate } from './paginate.ts'

/** A message as Discord takes it when one is sent or changed; every part is set, so that nothing of a message
 * before it stays. */
export interface RenderedMessage {
  readonly body: {
    readonly content: string
    readonly embeds: APIEmbed[]
    readonly components: APIActionRowComponent<RenderedButton>[]
    readonly attachments: {
      readonly id: string
      readonly filename: string
      readonly description?: string
    }[]
    readonly allowed_mentions: { readonly parse: [] }
  }
  readonly files: RawFile[]
}

type RenderedButton = APIButtonComponentWithCustomId | APIButtonComponentWithURL

/** Discord's limits: characters of a message, of an embed and of all its embeds (4096 and 6000), of a label,
 * of a link button's address and of a picture's description, buttons of a row, rows of a message. */
const CONTENT = 2_000
const EMBEDS = [4_000, 2_000]
const LABEL = 80
const ADDRESS = 512
const DESCRIPTION = 1_024
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
 * Buttons that do not fit, or whose words do not, stand in the text with the number that answers them; so do
 * links, as links.
 */
export function renderScreen(screen: Screen): RenderedMessage {
  const rows = buttonRows(screen.buttons)
  const links = linkRows(screen.links ?? [], ROWS - rows.length)
  const blocks = [
    ...screen.blocks,
    ...labelsInFull(screen.buttons.flat(), rows.flat().length),
    ...linksInText((screen.links ?? []).flat(), links.flat()),
  ]
  const text = renderText(blocks)
  const files = screen.image ? [imageFile(screen.image), ...text.files] : text.files
  return {
    body: {
      content: isBlank(text.content) ? '…' : text.content,
      embeds: text.embeds,
      components: [
        ...rows.map((row) => row.map(renderButton)),
        ...links.map((row) => row.map(renderLink)),
      ].map((components) => ({ type: ComponentType.ActionRow, components })),
      attachments: files.map(({ name }, at) => ({
        id: String(at),
        filename: name,
        ...(at === 0 && screen.image && { description: shortened(screen.image.alt, DESCRIPTION) }),
      })),
      allowed_mentions: { parse: [] },
    },
    files,
  }
}

function imageFile({ png }: ScreenImage): RawFile {
  return { name: 'image.png', data: Buffer.from(png, 'base64'), contentType: 'image/png' }
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

/** The links Discord takes as buttons, in as many rows as there is room for. */
function linkRows(rows: readonly (readonly Link[])[], room: number): Link[][] {
  const fitting = rows.map((row) => row.filter(({ url }) => isButtonAddress(url)))
  return fitting.flatMap((row) => chunks(row)).slice(0, room)
}

function isButtonAddress(url: string): boolean {
  return url.length <= ADDRESS && /^https?:$/.test(URL.parse(url)?.protocol ?? '')
}

function chunks<B>(buttons: readonly B[]): B[][] {
  const count = Math.ceil(buttons.length / ROW)
  return Array.from({ length: count }, (_, at) => buttons.slice(at * ROW, (at + 1) * ROW))
}

function labelsInFull(buttons: readonly Button[], shown: number): Block[] {
  const items = buttons.flatMap(({ label }, at) =>
    at >= shown || label.length > LABEL ? [[{ text: `${at + 1}. ${label}` }]] : [],
  )
  return items.length > 0 ? [{ kind: 'list', items }] : []
}

function linksInText(links: readonly Link[], shown: readonly Link[]): Block[] {
  const items = links.flatMap((link) => (shown.includes(link) ? [] : [[{ text: link.label, url: link.url }]]))
  return items.length > 0 ? [{ kind: 'list', items }] : []
}

function renderLink({ label, url }: Link): APIButtonComponentWithURL {
  return { type: ComponentType.Button, style: ButtonStyle.Link, label: shortLabel(label), url }
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
  return isBlank(label) ? '·' : shortened(label, LABEL)
}

function shortened(text: string, most: number): string {
  if (text.length <= most) return text
  return `${text.slice(0, most - 1).replace(/[\uD800-\uDBFF]$/, '')}…`
}

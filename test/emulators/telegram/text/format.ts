import { badRequest } from '../errors.ts'
import { isObject, type Params } from '../params.ts'
import type { EntityType, FormattedText, MessageEntity } from '../types.ts'
import { detectEntities, intersects } from './detect.ts'
import { parseHtml } from './html.ts'
import { LinkError, linkedUserId, normalizeLink } from './links.ts'
import { parseMarkdown } from './markdown.ts'
import { parseMarkdownV2 } from './markdown-v2.ts'
import type { FindUser } from './writer.ts'

/** Longest text as bytes before parsing and as characters after it. */
const MAX_SOURCE_BYTES = 32_768
const MAX_TEXT_CHARACTERS = 4096
const MAX_CAPTION_CHARACTERS = 1024
/** Telegram keeps the first hundred entities and drops the rest. */
const MAX_ENTITIES = 100

const USER_ENTITIES = new Set<EntityType>([
  'bold',
  'italic',
  'underline',
  'strikethrough',
  'spoiler',
  'blockquote',
  'expandable_blockquote',
  'code',
  'pre',
  'text_link',
  'text_mention',
  'custom_emoji',
])
const CLOSED = new Set<EntityType>(['code', 'pre', 'text_link', 'text_mention', 'custom_emoji'])

/** Text of a message: never empty, 1 to 4096 characters after parsing. */
export function messageText(params: Params, findUser: FindUser): FormattedText {
  const source = params.text('text')
  if (source === '') throw badRequest('message text is empty')
  const formatted = formatText(params, source, 'entities', findUser)
  if (formatted.text === '') throw badRequest('text must be non-empty')
  if (characters(formatted.text) > MAX_TEXT_CHARACTERS) throw badRequest('message is too long')
  return formatted
}

/** Caption of a file: absent or up to 1024 characters after parsing. */
export function captionText(params: Params, findUser: FindUser): FormattedText | undefined {
  const formatted = formatText(params, params.text('caption'), 'caption_entities', findUser)
  if (characters(formatted.text) > MAX_CAPTION_CHARACTERS) throw badRequest('message caption is too long')
  return formatted.text === '' ? undefined : formatted
}

/** Text typed by a person: trimmed, with the entities Telegram finds by itself. */
export function typedText(text: string): FormattedText {
  return trim({ text, entities: detectEntities(text) })
}

function characters(text: string): number {
  return [...text].length
}

function formatText(params: Params, source: string, entitiesKey: string, findUser: FindUser): FormattedText {
  if (Buffer.byteLength(source) > MAX_SOURCE_BYTES) throw badRequest('text is too long')
  const parsed = parseMode(params, source, entitiesKey, findUser)
  const own = withoutNesting(parsed.entities).slice(0, MAX_ENTITIES)
  const found = detectEntities(parsed.text).filter(
    (entity) => !own.some((other) => CLOSED.has(other.type) && intersects(other, entity)),
  )
  return trim({ text: parsed.text, entities: sortEntities([...own, ...found]).slice(0, MAX_ENTITIES) })
}

function parseMode(params: Params, source: string, entitiesKey: string, findUser: FindUser): FormattedText {
  switch (params.text('parse_mode').toLowerCase()) {
    case '':
    case 'none':
      return { text: source, entities: givenEntities(params, source, entitiesKey, findUser) }
    case 'html':
      return parseHtml(source, findUser)
    case 'markdownv2':
      return parseMarkdownV2(source, findUser)
    case 'markdown':
      return parseMarkdown(source, findUser)
    default:
      throw badRequest('unsupported parse_mode')
  }
}

function givenEntities(params: Params, source: string, key: string, findUser: FindUser): MessageEntity[] {
  const given = params.json(key, "can't parse entities JSON object")
  if (given === undefined) return []
  if (!Array.isArray(given)) return []
  return given.flatMap((value) => {
    const entity = readEntity(value, findUser)
    if (entity === undefined) return []
    if (entity.offset < 0 || entity.length <= 0 || entity.offset + entity.length > source.length) {
      throw badRequest('ENTITY_BOUNDS_INVALID')
    }
    return [entity]
  })
}

/** One entry of `entities`; kinds that Telegram finds by itself are ignored when given. */
function readEntity(value: unknown, findUser: FindUser): MessageEntity | undefined {
  if (!isObject(value)) throw badRequest("can't parse MessageEntity: expected an Object")
  const { type, offset, length } = value
  if (typeof type !== 'string') throw badRequest('can\'t parse MessageEntity: Can\'t find field "type"')
  for (const [name, field] of Object.entries({ offset, length })) {
    if (typeof field !== 'number') throw badRequest(`can't parse MessageEntity: Can't find field "${name}"`)
  }
  if (!USER_ENTITIES.has(type as EntityType)) return undefined
  const base = { type: type as EntityType, offset: Number(offset), length: Number(length) }
  if (type === 'text_link') return readLink(base, String(value.url ?? ''), findUser)
  if (type === 'text_mention') return readMention(base, value.user, findUser)
  if (type === 'custom_emoji') return { ...base, custom_emoji_id: String(value.custom_emoji_id ?? '') }
  return typeof value.language === 'string' && type === 'pre' ? { ...base, language: value.language } : base
}

function readLink(base: MessageEntity, url: string, findUser: FindUser): MessageEntity | undefined {
  const userId = linkedUserId(url)
  if (userId !== undefined) return readMention({ ...base, type: 'text_mention' }, { id: userId }, findUser)
  try {
    return { ...base, url: normalizeLink(url) }
  } catch (cause) {
    if (cause instanceof LinkError) throw badRequest(`Entity URL '${url}' is invalid: ${cause.message}`)
    throw cause
  }
}

function readMention(base: MessageEntity, user: unknown, findUser: FindUser): MessageEntity | undefined {
  const known = isObject(user) ? findUser(Number(user.id)) : undefined
  return known ? { ...base, user: known } : undefined
}

/** Nothing lives inside code and pre. */
function withoutNesting(entities: readonly MessageEntity[]): MessageEntity[] {
  const sorted = sortEntities(entities)
  const blocks = sorted.filter(({ type }) => type === 'pre' || type === 'code')
  return sorted.filter((entity) => !blocks.some((block) => block !== entity && intersects(block, entity)))
}

function sortEntities(entities: readonly MessageEntity[]): MessageEntity[] {
  return [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length)
}

/** Cuts blanks at both ends as Telegram does: the start only up to the first entity. */
function trim({ text, entities }: FormattedText): FormattedText {
  const kept = text.replace(/[\s\u200b]+$/u, '')
  const firstEntity = entities[0]?.offset ?? kept.length
  const blanks = /^[ \n]*/.exec(kept)?.[0].length ?? 0
  const cut = Math.min(blanks, firstEntity)
  const moved = entities.flatMap((entity) => {
    const length = Math.min(entity.length, kept.length - entity.offset)
    return length > 0 ? [{ ...entity, offset: entity.offset - cut, length }] : []
  })
  return { text: kept.slice(cut), entities: moved }
}

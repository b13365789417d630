import type { EntityType, MessageEntity } from '../types.ts'

/**
 * What Telegram finds in plain text by itself. TDLib's rules for bare domains know every top-level
 * domain; here a scheme, `www.` or one of a few common endings is needed.
 */
const PATTERNS: readonly (readonly [EntityType, RegExp])[] = [
  ['email', /(?<![\w.+-])[\w.+-]{1,64}@(?:[\w-]+\.)+[a-z]{2,}(?![\w@])/giu],
  [
    'url',
    /(?<![\w@])(?:(?:https?|ftp|tg|ton|tonsite):\/\/[^\s<>"]+|(?:[\p{L}\p{N}-]+\.)+(?:com|org|net|io|dev|app|me|info|xyz)(?![\p{L}\p{N}])(?:[/?#][^\s<>"]*)?)/giu,
  ],
  ['mention', /(?<![\p{L}\p{N}_])@[a-z0-9_]{4,32}(?![a-z0-9_])/giu],
  ['bot_command', /(?<![\p{L}\p{N}_/<>])\/[a-z0-9_]{1,64}(?:@[a-z0-9_]{3,32})?(?![\p{L}\p{N}_/<>])/giu],
  ['hashtag', /(?<![\p{L}\p{N}_])#(?!\d+(?![\p{L}_]))[\p{L}\p{N}_]{1,256}(?!#)/gu],
  ['cashtag', /(?<![\p{L}\p{N}_])\$[A-Z]{3,8}(?![A-Za-z0-9_$])/gu],
]

/** Entities found in plain text, sorted, never intersecting each other; offsets in UTF-16 units. */
export function detectEntities(text: string): MessageEntity[] {
  const found: MessageEntity[] = []
  for (const [type, pattern] of PATTERNS) {
    for (const match of text.matchAll(pattern)) {
      const value = type === 'url' ? match[0].replace(/[.,:;!?)\]}'"]+$/, '') : match[0]
      const entity = { type, offset: match.index, length: value.length }
      if (!found.some((other) => intersects(other, entity))) found.push(entity)
    }
  }
  return found.sort((a, b) => a.offset - b.offset)
}

/** Whether two spans share at least one character. */
export function intersects(
  a: { offset: number; length: number },
  b: { offset: number; length: number },
): boolean {
  return a.offset < b.offset + b.length && b.offset < a.offset + a.length
}

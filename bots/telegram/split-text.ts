import type { MessageEntity } from 'grammy/types'
import { isBlank, type RichText } from './rich-text.ts'

/** Cuts a text into parts of at most `most` code points, at line ends or blanks where it can; nothing that
 * is visible gets lost. Entities are cut along. Empty for a blank text. */
export function splitText({ text, entities }: RichText, most: number): RichText[] {
  const parts: RichText[] = []
  for (let from = 0; from < text.length; ) {
    const to = from + cut(text.slice(from, from + 2 * most), most)
    const part = text.slice(from, to)
    if (!isBlank(part)) parts.push({ text: part, entities: within(entities, from, to) })
    from = to
  }
  return parts
}

/** Where to cut, in UTF-16 units: after at most `most` code points. */
function cut(text: string, most: number): number {
  const points = [...text]
  if (points.length <= most) return text.length
  const end = points.slice(0, most).join('').length
  const line = text.lastIndexOf('\n', end - 1) + 1
  if (line > end / 2) return line
  const blank = text.lastIndexOf(' ', end - 1) + 1
  return blank > end / 2 ? blank : end
}

function within(entities: readonly MessageEntity[], from: number, to: number): MessageEntity[] {
  return entities.flatMap((entity) => {
    const start = Math.max(entity.offset, from)
    const end = Math.min(entity.offset + entity.length, to)
    return start < end ? [{ ...entity, offset: start - from, length: end - start }] : []
  })
}

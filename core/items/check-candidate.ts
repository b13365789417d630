import type { ProjectDefinition } from '../projects/definition.ts'
import { itemRoom, shownLength } from '../projects/platform-limits.ts'
import type { ItemDraft } from '../store/items.ts'
import type { Candidate } from './candidate.ts'
import { excerpt, type Refusal } from './refusal.ts'

const MAX_ID_LENGTH = 200
/** As long as the explanation of an example in a guideline. */
const MAX_WHY_LENGTH = 1_000

/** A row that may become an item. */
export type CheckedRow = ItemDraft & { readonly line: number }

/** Checks the fields of a row against the project's schema and constraints. */
export function checkCandidate(candidate: Candidate, definition: ProjectDefinition): CheckedRow | Refusal {
  const { line } = candidate
  const refused = (code: Refusal['code'], detail: string | number = ''): Refusal => ({
    line,
    code,
    detail: String(detail),
  })
  const externalId = idOf(candidate.id)
  if (externalId === '') return refused('missingId')
  if (externalId.length > MAX_ID_LENGTH) return refused('idTooLong', MAX_ID_LENGTH)
  const { text, gold } = candidate
  const { textField, labels } = definition.schema
  const { maxLength } = definition.constraints
  if (typeof text !== 'string') return refused('missingText', textField)
  if (text.length > maxLength) return refused('textTooLong', maxLength)
  if (isBlank(text)) return refused('missingText', textField)
  if (!externalId.isWellFormed() || !text.isWellFormed()) return refused('badEncoding')
  if (externalId.includes('\0') || text.includes('\0')) return refused('nullCharacter')
  const room = itemRoom(definition)
  if (shownLength(text) > room) return refused('textDoesNotFit', room)
  const goldLabel = typeof gold === 'string' ? gold.trim() : (gold ?? '')
  if (goldLabel === '') return { line, externalId, content: { text }, goldLabel: null }
  const known = labels.find((label) => label.name === goldLabel)
  if (!known) return refused('unknownLabel', excerpt(goldLabel))
  return { line, externalId, content: { text }, goldLabel: known.name, goldWhy: whyOf(candidate.goldWhy) }
}

/** A reason that cannot be shown is left out: the item is good without it. */
function whyOf(goldWhy: unknown): string | null {
  const why = typeof goldWhy === 'string' ? goldWhy.trim() : ''
  const isUsable = why !== '' && why.length <= MAX_WHY_LENGTH && why.isWellFormed() && !why.includes('\0')
  return isUsable ? why : null
}

/** Ids may be written as text or as whole numbers; '' when there is none. */
function idOf(id: unknown): string {
  if (typeof id === 'number' && Number.isSafeInteger(id)) return String(id)
  return typeof id === 'string' ? id.trim() : ''
}

/** True when nothing of it can be seen: chat platforms refuse such a message. */
function isBlank(text: string): boolean {
  return text.replace(/[\p{Cc}\p{Cf}\p{Z}\u2800\u3164\uFFA0\u115F\u1160]/gu, '') === ''
}

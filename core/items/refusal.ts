/** Why a row of an import is refused; each is worded by the locales under `refusal.<code>`. */
export type RefusalCode =
  | 'badJson'
  | 'badQuotes'
  | 'badHeader'
  | 'badEncoding'
  | 'nullCharacter'
  | 'lineTooLong'
  | 'missingId'
  | 'idTooLong'
  | 'missingText'
  | 'textTooLong'
  | 'textDoesNotFit'
  | 'duplicateId'
  | 'changedItem'
  | 'unknownLabel'
  | 'budgetExceeded'
  | 'wrongFields'

/** A refused row: its line in the file, from 1, and what the wording of the reason needs. */
export interface Refusal {
  readonly line: number
  readonly code: RefusalCode
  readonly detail: string
}

const EXCERPT_LENGTH = 40

/** The beginning of something from the file, short enough to be shown in a message. */
export function excerpt(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
  // Copied through bytes: a mere slice would keep the whole line it was cut from in memory.
  const start = Buffer.from(text.slice(0, EXCERPT_LENGTH)).toString()
  return text.length > EXCERPT_LENGTH ? `${start}…` : start
}

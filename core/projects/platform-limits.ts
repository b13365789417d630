/**
 * What the chat platforms can show, taken over all of them, because a project is worked on everywhere.
 * Discord is the narrower one in each: 2,000 characters of message content, 5 rows of 5 buttons, 80
 * characters a button (its API reference); Telegram takes 4,096 characters and 100 buttons (its Bot API).
 */
const MESSAGE_LENGTH = 2_000
const BUTTONS_PER_ROW = 5
/** One row of five is for "Can't tell" and "Guideline". */
const LABEL_ROWS = 4
/** Room for our own wording around an item or a guideline, in the longest of our languages. */
const OWN_WORDING = 350

interface Shown {
  readonly title: string
  readonly schema: {
    readonly question: string
    readonly labels: readonly { readonly title: string; readonly definition: string }[]
  }
  readonly guideline: {
    readonly summary: string
    readonly good: readonly Example[]
    readonly poor: readonly Example[]
  }
  readonly constraints: { readonly maxLength: number }
}

interface Example {
  readonly text: string
  readonly why: string
}

/** Everything of a project that a platform cannot show: where in the file, and what does not fit. */
export function* misfits(file: Shown): Generator<readonly [path: readonly PropertyKey[], message: string]> {
  const { labels } = file.schema
  const most = LABEL_ROWS * BUTTONS_PER_ROW
  if (labels.length > most) {
    yield [
      ['schema', 'labels'],
      `${labels.length} labels do not fit: Discord shows 25 buttons in rows of 5, and the last row is ours; use at most ${most}`,
    ]
  }
  const room = itemRoom(file)
  if (file.constraints.maxLength > room) {
    yield [
      ['constraints', 'maxLength'],
      `${file.constraints.maxLength} does not fit: a Discord message holds 2,000 characters, and title, question and buttons take ${MESSAGE_LENGTH - room}; use at most ${room}`,
    ]
  }
  const guideline = guidelineLength(file)
  if (guideline > MESSAGE_LENGTH) {
    yield [
      ['guideline'],
      `does not fit: a Discord message holds 2,000 characters, and summary, definitions of the labels, first good and first poor example take ${guideline}; shorten them by ${guideline - MESSAGE_LENGTH}`,
    ]
  }
}

/** Characters a platform leaves for the text of an item, as `shownLength` counts them. */
export function itemRoom({ title, schema }: Shown): number {
  const longestLabel = Math.max(...schema.labels.map((one) => shownLength(one.title)))
  return MESSAGE_LENGTH - OWN_WORDING - shownLength(title) - shownLength(schema.question) - longestLabel
}

/** Characters left in a message beside these texts and our own wording. */
export function messageRoom(texts: readonly string[]): number {
  return MESSAGE_LENGTH - OWN_WORDING - texts.reduce((sum, text) => sum + shownLength(text), 0)
}

function guidelineLength({ title, schema, guideline }: Shown): number {
  const examples = [guideline.good[0], guideline.poor[0]].filter((one) => one !== undefined)
  const texts = [
    title,
    guideline.summary,
    ...schema.labels.flatMap((one) => [one.title, `${one.definition}\n`]),
    ...examples.flatMap((one) => [one.text, `${one.why}\n`]),
  ]
  return OWN_WORDING + texts.reduce((sum, text) => sum + shownLength(text), 0)
}

/** Upper bound of the characters a text takes in a message: a platform with markup needs a backslash before
 * every sign it could read as markup, and two characters at the start of every quoted line. */
export function shownLength(text: string): number {
  return text.length + (text.match(/[\\*_~`|#>\-+[\]()@<:]/g)?.length ?? 0) + 2 * text.split('\n').length
}

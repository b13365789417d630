import { z } from 'zod'
import { amount } from '../amount.ts'
import { adaptiveTerms } from './adaptive-terms.ts'
import { audience } from './audience.ts'
import { mostItemCost } from './item-cost.ts'
import { peersProblems, protocol, validation, voteAmounts } from './peers-terms.ts'
import { misfits } from './platform-limits.ts'
import { qualitySettings } from './quality-settings.ts'
import { safetySettings } from './safety-settings.ts'

const name = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,31}$/, 'use 1 to 32 of a-z, 0-9 and -, starting with a letter or digit')
const words = (longest: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(longest)
    .refine(isPlainText, 'holds a control character or half of a character pair')
const sentence = words(1_000)
/** What the escrow counts with: 96 bits, all projects and stakes together. */
const MOST_WEI = 2n ** 96n - 1n
const tokens = z
  .union([z.string(), z.number()])
  .refine(isExact, { error: 'put it in quotes: a number this long is rounded', abort: true })
  .transform(String)
  .pipe(z.string().regex(/^\d{1,18}(\.\d{1,18})?$/, 'write tokens as a decimal number, for example "0.1"'))
  .transform(weiOf)
  .refine((wei) => wei <= MOST_WEI, `more than an escrow can hold (${amount(MOST_WEI)} tokens)`)

const label = z.strictObject({
  name,
  /** What people read on the button. */
  title: words(40),
  definition: sentence,
})

const example = z.strictObject({ text: sentence, label: name, why: sentence })

const definition = z.strictObject({
  name,
  title: words(100),
  description: sentence,
  languages: z
    .array(
      z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]+)*$/, 'use a language tag, for example "en" or "pt-BR"'),
    )
    .min(1)
    .max(50),
  schema: z.strictObject({
    task: z.literal('classification'),
    question: words(200),
    /** Name of the column or field that holds the text of an item. */
    textField: words(100)
      .refine(
        (field) => !['id', 'gold', 'gold_why'].includes(field),
        'the names "id", "gold" and "gold_why" are taken',
      )
      .default('text'),
    labels: z.array(label).min(2).max(100),
    /** How labels differ: as names, as steps in the order of the list, or as the numbers that their names are. */
    scale: z.enum(['nominal', 'ordinal', 'interval']).default('nominal'),
  }),
  guideline: z.strictObject({
    summary: sentence,
    good: z.array(example).min(1).max(10),
    poor: z.array(example).min(1).max(10),
  }),
  constraints: z
    .strictObject({ maxLength: z.number().int().min(1).max(3_000).default(1_500) })
    .default({ maxLength: 1_500 }),
  protocol: protocol.default('independent'),
  validation: validation.prefault({}),
  redundancy: z.number().int().min(1).max(25).default(3),
  maxRedundancy: z.number().int().min(1).max(25).default(5),
  /** Share of equal labels that decides, as an exact fraction. */
  threshold: z
    .strictObject({
      numerator: z.number().int().min(1).max(1_000),
      denominator: z.number().int().min(1).max(1_000),
    })
    .default({ numerator: 2, denominator: 3 }),
  /** Present: an item that meets the threshold gets further annotations while they are worth their cost. */
  adaptive: z
    .strictObject({ annotationCost: tokens.optional(), wrongDecisionLoss: tokens.optional() })
    .optional(),
  /** Present: whoever is rejected while no other label wins may answer the item again, so often and within so many
   * hours. */
  resubmit: z
    .strictObject({
      tries: z.number().int().min(1).max(3).default(1),
      hours: z.number().int().min(1).max(168).default(24),
    })
    .optional(),
  rewards: z.strictObject({ annotation: tokens, validation: tokens.optional(), budget: tokens }),
  stake: z.strictObject({ perAnnotation: tokens, slash: tokens, validatorSlash: tokens.optional() }),
  leaseMinutes: z.number().int().min(1).max(1_440).default(15),
  ...audience,
  ...qualitySettings,
  ...safetySettings,
  /** Projects of one family share what is known of people; by default a project is its own. */
  family: name.optional(),
})

type Definition = z.output<typeof definition>

/** What a project file must hold; rules over several fields and the chat platforms' limits included. */
export const projectDefinition = definition.superRefine((file, context) => {
  for (const [path, message] of [...contradictions(file), ...misfits(file)]) {
    context.addIssue({ code: 'custom', path: [...path], message })
  }
})

/** A checked project file; amounts are bigint wei. */
export type ProjectDefinition = z.output<typeof projectDefinition>
export type ProjectDefinitionSource = z.input<typeof projectDefinition>

/** The text a definition is stored as: JSON of a project file with every default written out, so that later
 * versions of the program read it the same way. */
export function sourceOf(file: ProjectDefinition): string {
  const { adaptive: _, ...rest } = file
  const terms = adaptiveTerms(file)
  const source: ProjectDefinitionSource = {
    ...rest,
    ...(terms && {
      adaptive: {
        annotationCost: amount(terms.annotationCost),
        wrongDecisionLoss: amount(terms.wrongDecisionLoss),
      },
    }),
    ...moneyOf(file),
  }
  return JSON.stringify(source)
}

/** The money of a project file as it is written; what a vote pays and risks is written out for `peers` alone. */
function moneyOf(file: ProjectDefinition): Pick<ProjectDefinitionSource, 'rewards' | 'stake'> {
  const { rewards, stake } = file
  const vote = file.protocol === 'peers' ? voteAmounts(file) : null
  return {
    rewards: {
      annotation: amount(rewards.annotation),
      ...(vote && { validation: amount(vote.rewardWei) }),
      budget: amount(rewards.budget),
    },
    stake: {
      perAnnotation: amount(stake.perAnnotation),
      slash: amount(stake.slash),
      ...(vote && { validatorSlash: amount(vote.slashWei) }),
    },
  }
}

type Problem = readonly [path: readonly PropertyKey[], message: string]

function* contradictions(file: Definition): Generator<Problem> {
  yield* labelProblems(file)
  yield* exampleProblems(file)
  if (file.maxRedundancy < file.redundancy) yield [['maxRedundancy'], 'must be at least redundancy']
  const { numerator, denominator } = file.threshold
  if (numerator > denominator || 2 * numerator <= denominator) {
    yield [['threshold'], 'must be more than one half and at most 1']
  }
  if (file.stake.slash > file.stake.perAnnotation) yield [['stake', 'slash'], 'must not exceed perAnnotation']
  if (file.practice && file.practice.right > file.practice.items) {
    yield [['practice', 'right'], 'must not exceed items']
  }
  const { annotator, validator, expert } = file.ranks
  if (annotator.accuracy > validator.accuracy) yield [['ranks', 'validator'], 'asks for less than annotator']
  if (validator.accuracy > expert.accuracy) yield [['ranks', 'expert'], 'asks for less than validator']
  if (adaptiveTerms(file)?.annotationCost === 0n) {
    yield [['adaptive', 'annotationCost'], 'must be more than 0']
  }
  if (file.rewards.annotation === 0n) yield [['rewards', 'annotation'], 'must be more than 0']
  if (file.protocol === 'peers') yield* peersProblems(file)
  if (file.resubmit) yield* resubmitProblems(file)
  if (file.rewards.budget < mostItemCost(file)) {
    yield [
      ['rewards', 'budget'],
      `does not cover one item, which can cost ${amount(mostItemCost(file))} tokens`,
    ]
  }
}

/** Of two labels a rejected answer leaves only the other one: nothing is left to decide. */
function* resubmitProblems({ protocol: kind, schema }: Definition): Generator<Problem> {
  if (kind !== 'peers') yield [['resubmit'], 'works with the protocol peers only']
  if (schema.labels.length < 3) yield [['resubmit'], 'needs three labels or more']
}

/** People may answer by typing a button's words or number, so neither may be ambiguous. */
function* labelProblems({ schema }: Definition): Generator<Problem> {
  const names = new Set<string>()
  const titles = new Set<string>()
  for (const [index, { name, title }] of schema.labels.entries()) {
    const path = ['schema', 'labels', index]
    if (schema.scale === 'interval' && !/^\d+$/.test(name)) {
      yield [[...path, 'name'], 'must be a whole number, as the scale is interval']
    }
    const shown = title.toLocaleLowerCase()
    if (names.has(name)) yield [[...path, 'name'], `another label is named "${name}" too`]
    if (titles.has(shown)) yield [[...path, 'title'], `another label has the title "${title}" too`]
    if (/^\d{1,3}$/.test(title) && Number(title) !== index + 1) {
      yield [
        [...path, 'title'],
        `"${title}" could be mistaken for the number of a button; add a word, for example "${title} of 5"`,
      ]
    }
    names.add(name)
    titles.add(shown)
  }
}

function* exampleProblems({ schema, guideline }: Definition): Generator<Problem> {
  const names = new Set(schema.labels.map((one) => one.name))
  for (const kind of ['good', 'poor'] as const) {
    for (const [index, { label }] of guideline[kind].entries()) {
      if (names.has(label)) continue
      yield [['guideline', kind, index, 'label'], `"${label}" is not the name of a label in schema.labels`]
    }
  }
}

/** NUL cannot be stored, other control characters cannot be shown, lone surrogates cannot be sent. */
function isPlainText(text: string): boolean {
  return text.isWellFormed() && !/[^\P{Cc}\n\t]/u.test(text)
}

/** JSON and YAML numbers are 64-bit floats, which keep 15 decimal digits whatever they are (IEEE 754). */
function isExact(tokens: string | number): boolean {
  if (typeof tokens === 'string') return true
  return tokens.toString().replace(/\D/g, '').replace(/^0+/, '').length <= 15
}

/** Exact wei of a decimal token amount with at most 18 decimals. */
function weiOf(amount: string): bigint {
  const [whole = '0', fraction = ''] = amount.split('.')
  return BigInt(whole) * 10n ** 18n + BigInt(fraction.padEnd(18, '0'))
}

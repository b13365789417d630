import { z } from 'zod'

const name = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,31}$/, 'use 1 to 32 of a-z, 0-9 and -, starting with a letter or digit')
const sentence = z.string().trim().min(1).max(1_000)
const tokens = z
  .union([z.string(), z.number()])
  .transform(String)
  .pipe(z.string().regex(/^\d{1,18}(\.\d{1,18})?$/, 'write tokens as a decimal number, for example "0.1"'))
  .transform(weiOf)

const label = z.strictObject({
  name,
  /** What people read on the button. */
  title: z.string().trim().min(1).max(40),
  definition: sentence,
})

const example = z.strictObject({ text: sentence, label: name, why: sentence })

const definition = z.strictObject({
  name,
  title: z.string().trim().min(1).max(100),
  description: sentence,
  languages: z.array(z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]+)*$/)).min(1),
  schema: z.strictObject({
    task: z.literal('classification'),
    question: z.string().trim().min(1).max(200),
    /** Name of the column or field that holds the text of an item. */
    textField: z.string().min(1).default('text'),
    labels: z.array(label).min(2).max(20),
  }),
  guideline: z.strictObject({
    summary: sentence,
    good: z.array(example).min(1).max(10),
    poor: z.array(example).min(1).max(10),
  }),
  constraints: z
    .strictObject({ maxLength: z.number().int().min(1).max(3_000).default(1_500) })
    .default({ maxLength: 1_500 }),
  redundancy: z.number().int().min(1).max(25).default(3),
  maxRedundancy: z.number().int().min(1).max(25).default(5),
  /** Share of equal labels that decides, as an exact fraction. */
  threshold: z
    .strictObject({ numerator: z.number().int().min(1), denominator: z.number().int().min(1).max(1_000) })
    .default({ numerator: 2, denominator: 3 }),
  rewards: z.strictObject({ annotation: tokens, budget: tokens }),
  stake: z.strictObject({ perAnnotation: tokens, slash: tokens }),
  leaseMinutes: z.number().int().min(1).max(1_440).default(15),
})

export const projectDefinition = definition.superRefine((file, context) => {
  const problem = (path: PropertyKey[], message: string) =>
    context.addIssue({ code: 'custom', path, message })
  const names = file.schema.labels.map((one) => one.name)
  if (new Set(names).size < names.length) problem(['schema', 'labels'], 'two labels have the same name')
  const examples = [...file.guideline.good, ...file.guideline.poor]
  const unknown = examples.find((one) => !names.includes(one.label))
  if (unknown)
    problem(['guideline'], `an example has the label "${unknown.label}", which is not in schema.labels`)
  if (file.maxRedundancy < file.redundancy) problem(['maxRedundancy'], 'must be at least redundancy')
  const { numerator, denominator } = file.threshold
  if (numerator > denominator || 2 * numerator <= denominator) {
    problem(['threshold'], 'must be more than one half and at most 1')
  }
  if (file.stake.slash > file.stake.perAnnotation)
    problem(['stake', 'slash'], 'must not exceed perAnnotation')
  if (file.rewards.annotation === 0n) problem(['rewards', 'annotation'], 'must be more than 0')
})

/** A checked project file; amounts are bigint wei. */
export type ProjectDefinition = z.output<typeof projectDefinition>

/** Exact wei of a decimal token amount with at most 18 decimals. */
function weiOf(amount: string): bigint {
  const [whole = '0', fraction = ''] = amount.split('.')
  return BigInt(whole) * 10n ** 18n + BigInt(fraction.padEnd(18, '0'))
}

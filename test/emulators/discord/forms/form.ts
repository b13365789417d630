import { z } from 'zod'
import { ApiError, type ErrorTree, plant } from '../api-error.ts'

/** Where a schema reports a refusal. */
export type Reporter = z.core.$RefinementCtx<unknown>

/** Reports one refusal with Discord's own error code, at a path below the value being checked. */
export function report(ctx: Reporter, path: PropertyKey[], code: string, message: string): void {
  ctx.addIssue({ code: 'custom', path, message, params: { discord: code }, input: undefined })
}

function shown(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? 'undefined')
}

function checkLength(ctx: Reporter, length: number, min: number, max: number): void {
  if (length >= min && length <= max) return
  if (min === 0) report(ctx, [], 'BASE_TYPE_MAX_LENGTH', `Must be ${max} or fewer in length.`)
  else if (length === 0) report(ctx, [], 'BASE_TYPE_REQUIRED', 'This field is required')
  else report(ctx, [], 'BASE_TYPE_BAD_LENGTH', `Must be between ${min} and ${max} in length.`)
}

/** Text of min to max characters, counted in code points as Discord does. */
export function text(min: number, max: number) {
  return z.string().superRefine((value, ctx) => checkLength(ctx, [...value].length, min, max))
}

/** A list of min to max entries. */
export function list<T extends z.ZodType>(entry: T, min: number, max: number) {
  return z.array(entry).superRefine((value, ctx) => {
    if (value.length >= min && value.length <= max) return
    if (min === 0) report(ctx, [], 'BASE_TYPE_MAX_LENGTH', `Must be ${max} or fewer in length.`)
    else report(ctx, [], 'BASE_TYPE_BAD_LENGTH', `Must be between ${min} and ${max} in length.`)
  })
}

/** A whole number from min to max. */
export function int(min: number, max: number) {
  return z.int().superRefine((value, ctx) => {
    if (value < min)
      report(ctx, [], 'NUMBER_TYPE_MIN', `int value should be greater than or equal to ${min}.`)
    if (value > max) report(ctx, [], 'NUMBER_TYPE_MAX', `int value should be less than or equal to ${max}.`)
  })
}

/** One of some whole numbers. */
export function oneOf(...values: number[]) {
  return z.int().superRefine((value, ctx) => {
    if (!values.includes(value))
      report(ctx, [], 'BASE_TYPE_CHOICES', `Value must be one of {${values.join(', ')}}.`)
  })
}

/** An id as text (or, as Discord allows, a number). */
export const snowflake = z
  .union([z.string(), z.int()])
  .transform(String)
  .superRefine((value, ctx) => {
    if (!/^\d{15,20}$/.test(value))
      report(ctx, [], 'NUMBER_TYPE_COERCE', `Value "${value}" is not snowflake.`)
  })

/** A well formed URL of one of the schemes. */
export function url(...schemes: string[]) {
  return text(0, 2048).superRefine((value, ctx) => {
    const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(value)?.[1]?.toLowerCase()
    if (scheme === undefined || !URL.canParse(value))
      report(ctx, [], 'URL_TYPE_INVALID_URL', 'Not a well formed URL.')
    else if (!schemes.includes(scheme))
      report(
        ctx,
        [],
        'URL_TYPE_INVALID_SCHEME',
        `Scheme "${scheme}" not in (${schemes.map((s) => `'${s}'`).join(', ')}).`,
      )
  })
}

const TYPE_ERRORS: Record<string, (input: unknown) => [string, string]> = {
  array: () => ['LIST_TYPE_CONVERT', 'Only iterables may be used in a ListType'],
  object: () => ['MODEL_TYPE_CONVERT', 'Only dictionaries may be used in a ModelType'],
  record: () => ['DICT_TYPE_CONVERT', 'Only dictionaries may be used in a DictType'],
  string: (input) => ['STRING_TYPE_CONVERT', `Could not interpret "${shown(input)}" as string.`],
  int: (input) => ['NUMBER_TYPE_COERCE', `Value "${shown(input)}" is not int.`],
  number: (input) => ['NUMBER_TYPE_COERCE', `Value "${shown(input)}" is not float.`],
  boolean: () => ['BOOLEAN_TYPE_CONVERT', 'Must be either true or false.'],
}

function translate(issue: z.core.$ZodIssue): [string, string] {
  if (issue.code === 'custom' && typeof issue.params?.discord === 'string')
    return [issue.params.discord, issue.message]
  if (issue.input === undefined || issue.input === null)
    return ['BASE_TYPE_REQUIRED', 'This field is required']
  if (issue.code === 'invalid_type') {
    const describe = TYPE_ERRORS[issue.expected]
    if (describe) return describe(issue.input)
  }
  return ['BASE_TYPE_CONVERT', issue.message]
}

/**
 * Checks raw JSON against a schema.
 * @throws ApiError 50035 with Discord's nested errors, below `prefix` where the form is part of a larger one
 */
export function parseForm<T>(schema: z.ZodType<T>, raw: unknown, prefix: readonly PropertyKey[] = []): T {
  const result = schema.safeParse(raw, { reportInput: true })
  if (result.success) return result.data
  const tree: ErrorTree = {}
  for (const issue of result.error.issues) {
    const [code, message] = translate(issue)
    plant(tree, [...prefix, ...issue.path], code, message)
  }
  throw new ApiError(400, 50035, 'Invalid Form Body', tree)
}

/**
 * A schema that depends on the value's `type`; anything else is refused as Discord refuses a wrong union member.
 */
export function byType(members: Record<number, z.ZodType>) {
  const allowed = Object.keys(members).join(', ')
  return z.looseObject({ type: z.int() }).transform((value, ctx): Record<string, unknown> => {
    const member = members[value.type]
    if (!member) {
      report(ctx, ['type'], 'UNION_TYPE_CHOICES', `Value of field "type" must be one of (${allowed}).`)
      return z.NEVER
    }
    const result = member.safeParse(value, { reportInput: true })
    if (result.success) return result.data as Record<string, unknown>
    for (const issue of result.error.issues) {
      const [code, message] = translate(issue)
      report(ctx, issue.path, code, message)
    }
    return z.NEVER
  })
}

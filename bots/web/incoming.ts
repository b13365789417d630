import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import type { Context } from 'hono'
import { z } from 'zod'
import type { Attachment, CommandInput } from '../../commands/command.ts'
import { ExpectedError } from '../../core/errors.ts'

export const MAX_FILE_MEGABYTES = 20

const text = z.string().trim().max(4_000)
const incoming = z.strictObject({
  eventId: z.uuid(),
  input: z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('command'),
      name: text.min(1).max(60),
      args: z.record(z.string().max(60), text).default({}),
    }),
    z.strictObject({ kind: z.literal('action'), actionId: z.string().regex(/^[\w.-]{1,64}$/) }),
    z.strictObject({ kind: z.literal('text'), text }),
  ]),
})
export const newPerson = z.strictObject({ name: z.string().trim().min(1).max(40) })

/** What a person did, as the page sends it. */
export type Incoming = z.infer<typeof incoming>

/** The body of a request as JSON, checked.
 * @throws ExpectedError `web.badRequest` */
export async function readJson<T>(c: Context, schema: z.ZodType<T>): Promise<T> {
  return parse(await c.req.text(), schema)
}

/** Reads an event: JSON, or a form with the JSON in `event` and a file in `file`. The file lies in a folder
 * of its own until `work` is done.
 * @throws ExpectedError `web.badRequest` */
export async function withIncoming<T>(
  c: Context,
  work: (eventId: string, input: CommandInput) => Promise<T>,
): Promise<T> {
  if (!c.req.header('content-type')?.startsWith('multipart/form-data')) {
    const { eventId, input } = await readJson(c, incoming)
    return await work(eventId, input)
  }
  const form = await readForm(c)
  const { eventId, input } = parse(String(form.event ?? ''), incoming)
  const { file } = form
  if (!(file instanceof File) || input.kind === 'action') throw bad('file')
  return await withStored(file, (attachment) => work(eventId, { ...input, attachment }))
}

async function readForm(c: Context) {
  try {
    return await c.req.parseBody()
  } catch (cause) {
    throw bad('multipart/form-data', cause)
  }
}

async function withStored<T>(file: File, work: (attachment: Attachment) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'tagora-upload-'))
  try {
    const path = join(folder, 'file')
    await writeFile(path, file.stream())
    return await work({ name: basename(file.name).slice(0, 200) || 'file', path })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function parse<T>(json: string, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(jsonOf(json))
  if (parsed.success) return parsed.data
  const problems = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'body'}: ${issue.message}`)
  throw bad(problems.join('; '), parsed.error)
}

function jsonOf(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch (cause) {
    throw bad('JSON', cause)
  }
}

function bad(problem: string, cause?: unknown) {
  return new ExpectedError('web.badRequest', { problem }, { cause })
}

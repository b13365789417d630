import { extname } from 'node:path'
import { parseDocument } from 'yaml'
import type { z } from 'zod'
import { ExpectedError, reasonOf } from '../errors.ts'
import { type ProjectDefinition, projectDefinition, sourceOf } from './definition.ts'

/** Far above any sensible project file. */
const MAX_CHARACTERS = 200_000
const MAX_PROBLEMS = 20

export interface ParsedProjectFile {
  readonly definition: ProjectDefinition
  /** What `createProject` stores: JSON with all defaults written out. */
  readonly source: string
}

/** Reads a project file, YAML (`.yaml`, `.yml`) or JSON (`.json`) by its name.
 * @throws ExpectedError `project.invalid` naming every problem with its place. */
export function parseProjectFile(text: string, fileName: string): ParsedProjectFile {
  if (text.length > MAX_CHARACTERS) {
    throw invalid([`the file has ${text.length} characters; at most ${MAX_CHARACTERS} are read`])
  }
  // What reading bytes of another encoding as UTF-8 leaves behind.
  if (text.includes('\uFFFD') || text.includes('\0')) {
    throw invalid(['the file is not UTF-8 text; save it as UTF-8'])
  }
  const parsed = projectDefinition.safeParse(readValue(text.replace(/^\uFEFF/, ''), fileName))
  if (!parsed.success) throw invalid(parsed.error.issues.flatMap(problemsOf), parsed.error)
  return { definition: parsed.data, source: sourceOf(parsed.data) }
}

function readValue(text: string, fileName: string): unknown {
  const extension = extname(fileName).toLowerCase()
  if (extension === '.json') return readJson(text)
  if (extension === '.yaml' || extension === '.yml') return readYaml(text)
  throw invalid(['use a file name that ends in .yaml, .yml or .json'])
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw invalid([`not JSON: ${reasonOf(cause)}`], cause)
  }
}

function readYaml(text: string): unknown {
  const document = attempt(() => parseDocument(text, { prettyErrors: false }))
  const problems = [...document.errors, ...document.warnings].map(({ pos, message }) => {
    const line = text.slice(0, pos[0]).split('\n').length
    return `line ${line}: ${message}`
  })
  if (problems.length > 0) throw invalid(problems)
  // Aliases may repeat a text a few times, but not blow up: the library refuses more than 100 expansions.
  return attempt(() => document.toJS({ maxAliasCount: 100 }))
}

/** Whatever the parser throws (too many aliases, too deep nesting) is the file's fault. */
function attempt<T>(read: () => T): T {
  try {
    return read()
  } catch (cause) {
    throw invalid([`not usable YAML: ${reasonOf(cause)}`], cause)
  }
}

function problemsOf(issue: z.core.$ZodIssue): string[] {
  const place = issue.path.join('.')
  return [place ? `${place}: ${issue.message}` : issue.message]
}

function invalid(problems: string[], cause?: unknown) {
  const more = problems.length - MAX_PROBLEMS
  const shown = problems.slice(0, MAX_PROBLEMS).concat(more > 0 ? `and ${more} more` : [])
  return new ExpectedError('project.invalid', { problems: shown.join('; ') }, { cause })
}

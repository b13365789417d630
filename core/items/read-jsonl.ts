import type { Candidate } from './candidate.ts'
import type { Line } from './read-lines.ts'
import { excerpt, type Refusal } from './refusal.ts'

/** The rows of a JSONL file: one JSON object a line with `id`, `textField` and, if known, `gold` and
 * `gold_why`. Empty lines and other fields are ignored. */
export async function* readJsonl(
  lines: AsyncIterable<Line | Refusal>,
  textField: string,
): AsyncGenerator<Candidate | Refusal> {
  for await (const one of lines) {
    if ('code' in one) yield one
    else if (one.text.trim() !== '') yield rowOf(one, textField)
  }
}

function rowOf({ line, text }: Line, textField: string): Candidate | Refusal {
  const value = parsed(text)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { line, code: 'badJson', detail: excerpt(text) }
  }
  const fields = new Map<string, unknown>(Object.entries(value))
  return {
    line,
    id: fields.get('id'),
    text: fields.get(textField),
    gold: fields.get('gold'),
    goldWhy: fields.get('gold_why'),
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    if (cause instanceof SyntaxError) return undefined
    throw cause
  }
}

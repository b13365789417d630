import { badRequest } from './errors.ts'

/** One file part of a multipart request. */
export interface UploadedFile {
  filename: string
  bytes: Buffer
}

/**
 * The parameters of one call. As on the Bot API server everything is text: numbers, booleans, objects
 * and even `null` of a JSON body arrive as their JSON source.
 */
export class Params {
  readonly values: ReadonlyMap<string, string>
  readonly files: ReadonlyMap<string, UploadedFile>

  constructor(values: ReadonlyMap<string, string>, files: ReadonlyMap<string, UploadedFile> = new Map()) {
    this.values = values
    this.files = files
  }

  /** Builds parameters from a JSON object body. */
  static fromObject(body: object): Params {
    const values = new Map<string, string>()
    for (const [name, value] of Object.entries(body)) {
      values.set(name, typeof value === 'string' ? value : JSON.stringify(value))
    }
    return new Params(values)
  }

  has(name: string): boolean {
    return this.values.has(name)
  }

  /** The text of a parameter, `''` when absent. */
  text(name: string): string {
    return this.values.get(name) ?? ''
  }

  /** Like `text`, refusing an absent or empty parameter. */
  required(name: string): string {
    const value = this.text(name)
    if (value === '') throw badRequest(`Parameter "${name}" is required`)
    return value
  }

  /** An integer clamped to `min..max`; text that is not a number counts as 0, as on the server. */
  integer(
    name: string,
    fallback: number,
    min = Number.MIN_SAFE_INTEGER,
    max = Number.MAX_SAFE_INTEGER,
  ): number {
    const value = this.text(name)
    if (value === '') return fallback
    const parsed = Number.parseInt(value, 10)
    return Math.min(max, Math.max(min, Number.isSafeInteger(parsed) ? parsed : 0))
  }

  /** `true`, `yes` and `1` in any case mean yes, everything else no. */
  flag(name: string): boolean {
    return ['true', 'yes', '1'].includes(this.text(name).trim().toLowerCase())
  }

  /** Decodes a JSON parameter; `undefined` when absent; refuses broken JSON with `complaint`. */
  json(name: string, complaint: string): unknown {
    const source = this.text(name)
    if (source === '') return undefined
    try {
      return JSON.parse(source)
    } catch (cause) {
      const refusal = badRequest(complaint)
      refusal.cause = cause
      throw refusal
    }
  }

  /** Plain form for the call log: JSON values decoded, files as name and size. */
  toPayload(): Record<string, unknown> {
    const payload: Record<string, unknown> = {}
    for (const [name, value] of this.values) payload[name] = decodeForLog(value)
    for (const [name, file] of this.files)
      payload[name] = { filename: file.filename, size: file.bytes.length }
    return payload
  }
}

function decodeForLog(value: string): unknown {
  if (!/^(?:-?\d{1,15}|true|false|null|[[{].*)$/s.test(value)) return value
  try {
    return JSON.parse(value)
  } catch (cause) {
    // A text that merely looks like JSON (for example "[draft") stays the text it is.
    if (cause instanceof SyntaxError) return value
    throw cause
  }
}

/** Tells a JSON object from arrays, scalars and null. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

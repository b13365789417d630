import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { Logger } from 'pino'
import { plainText } from '../../commands/text.ts'
import { type ErrorCode, ExpectedError } from '../../core/errors.ts'
import { matchLocale, translator } from '../../locales/translate.ts'

const STATUS: Partial<Record<ErrorCode, ContentfulStatusCode>> = {
  'web.foreignOrigin': 403,
  'web.unknownPerson': 404,
  'web.unknownAddress': 404,
  'web.fileTooLarge': 413,
  'web.unavailable': 503,
}

/** Answers a failure as `{error: {code, message}}` in the language the browser asks for. */
export function failureResponse(c: Context, log: Logger, thrown: unknown): Response {
  if (thrown instanceof ExpectedError) return worded(c, thrown)
  log.error({ err: thrown, path: c.req.path }, 'a web request failed')
  return worded(c, new ExpectedError('web.unavailable', {}))
}

function worded(c: Context, error: ExpectedError): Response {
  const t = translator(matchLocale(languageOf(c)))
  const message = plainText(t.error(error.code, error.params))
  return c.json({ error: { code: error.code, message } }, STATUS[error.code] ?? 400)
}

/** The first language a request asks for, if any. */
export function languageOf(c: Context): string | undefined {
  return c.req.header('accept-language')?.split(/[,;]/)[0]?.trim() || undefined
}

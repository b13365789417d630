import type { Core } from '../core.ts'
import type { UploadedFile } from '../world/files.ts'

/** A request, authorised and with its body read. */
export interface Call {
  params: Record<string, string>
  query: URLSearchParams
  body: unknown
  files: UploadedFile[]
}

/** Status and JSON body; no body at all for 204. */
export interface Answer {
  status: number
  body?: unknown
}

/** One endpoint below `/api/v10`. */
export interface Route {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  path: string
  /** Interaction callbacks and webhooks are authorised by their token and exempt from the global limit. */
  auth?: 'bot' | 'token'
  handle(core: Core, call: Call): Answer
}

/** A path parameter of a matched route. */
export function param(call: Call, name: string): string {
  const value = call.params[name]
  if (value === undefined) throw new Error(`The route has no parameter ${name}`)
  return value
}

/** 200 with a body. */
export function ok(body: unknown): Answer {
  return { status: 200, body }
}

/** 204 without content. */
export const noContent: Answer = { status: 204 }

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { ApiError } from './errors.ts'
import { type Fault, type Faults, faultError } from './faults.ts'
import { DescribedResult } from './methods/method.ts'
import type { Params } from './params.ts'
import { readParams } from './request-body.ts'
import type { World } from './world.ts'

/** One API call as it arrived and as it was answered. */
export interface ApiCall {
  /** The method's name as the bot wrote it. */
  method: string
  payload: Record<string, unknown>
  /** Milliseconds since the epoch. */
  at: number
  /** Absent while the call is open, and for ever when the connection was cut or the call hangs. */
  response?: Record<string, unknown>
  /** The call was refused or disturbed by `failNext`, not by a rule. */
  fault?: Fault
}

/** Runs a method by its name; rejects with `ApiError`. */
export type Execute = (method: string, params: Params, closed: AbortSignal) => Promise<unknown>

export interface ApiServerParts {
  world: World
  execute: Execute
  faults: Faults
  calls: ApiCall[]
}

/** The HTTP face of the Bot API: `/bot<token>/<method>` and `/file/bot<token>/<path>`. */
export function createApiServer(parts: ApiServerParts): Server {
  return createServer((request, response) => {
    answer(parts, request, response).catch((cause: unknown) => {
      // A defect of the emulator: say so loudly instead of looking like Telegram.
      if (!response.headersSent) {
        sendJson(response, 500, failure(500, `Internal Server Error: ${String(cause)}`))
      }
    })
  })
}

async function answer(
  parts: ApiServerParts,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://emulator')
  const file = /^\/file\/bot([^/]+)\/(.+)$/.exec(url.pathname)
  if (file) return sendFile(parts.world, response, file[1] as string, decodeURIComponent(file[2] as string))
  const call = /^\/bot([^/]+)\/([^/]+)$/.exec(url.pathname)
  if (!call) return sendJson(response, 404, failure(404, 'Not Found'))
  if (decodeURIComponent(call[1] as string) !== parts.world.token) {
    return sendJson(response, 401, failure(401, 'Unauthorized'))
  }
  await answerCall(parts, request, response, call[2] as string, url.searchParams)
}

function sendFile(world: World, response: ServerResponse, token: string, path: string): void {
  const bytes = token === world.token ? world.files.download(path) : undefined
  if (!bytes) {
    sendJson(response, 404, failure(404, 'Not Found'))
    return
  }
  response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': bytes.length })
  response.end(bytes)
}

async function answerCall(
  { world, execute, faults, calls }: ApiServerParts,
  request: IncomingMessage,
  response: ServerResponse,
  method: string,
  query: URLSearchParams,
): Promise<void> {
  const record: ApiCall = { method, payload: {}, at: world.clock.now() }
  const closed = closedSignal(response)
  const run = async () => {
    const params = await readParams(request, query).finally(() => calls.push(record))
    record.payload = params.toPayload()
    const fault = faults.take(method)
    if (fault) record.fault = fault
    if (fault === 'drop-connection' || fault === 'hang') return undefined
    if (fault && fault !== 'drop-response') throw faultError(fault)
    return await execute(method, params, closed)
  }
  const { status, body } = await run().then(success, refusal)
  if (record.fault === 'hang') world.signal.notify()
  else if (record.fault === 'drop-connection' || record.fault === 'drop-response') request.socket.destroy()
  else respond(response, record, status, body)
  world.signal.notify()
}

function respond(
  response: ServerResponse,
  record: ApiCall,
  status: number,
  body: Record<string, unknown>,
): void {
  record.response = body
  if (!response.destroyed) sendJson(response, status, body)
}

function closedSignal(response: ServerResponse): AbortSignal {
  const controller = new AbortController()
  response.on('close', () => controller.abort())
  return controller.signal
}

function success(result: unknown): { status: number; body: Record<string, unknown> } {
  const body =
    result instanceof DescribedResult
      ? { ok: true, result: result.result, description: result.description }
      : { ok: true, result }
  return { status: 200, body }
}

function refusal(cause: unknown): { status: number; body: Record<string, unknown> } {
  if (!(cause instanceof ApiError)) throw cause
  const parameters = cause.parameters ? { parameters: cause.parameters } : {}
  return { status: cause.code, body: { ...failure(cause.code, cause.message), ...parameters } }
}

function failure(code: number, description: string): Record<string, unknown> {
  return { ok: false, error_code: code, description }
}

function sendJson(response: ServerResponse, status: number, body: Record<string, unknown>): void {
  const parameters = body.parameters as { retry_after?: number } | undefined
  response.writeHead(status, {
    'content-type': 'application/json',
    ...(parameters?.retry_after ? { 'retry-after': String(parameters.retry_after) } : {}),
  })
  response.end(JSON.stringify(body))
}

import type { HttpBindings } from '@hono/node-server'
import { type Context, Hono } from 'hono'
import { ApiError, refusal } from '../api-error.ts'
import type { Core } from '../core.ts'
import { readBody } from './body.ts'
import type { Failure, LoggedCall } from './call-log.ts'
import { RateLimits } from './rate-limits.ts'
import type { Answer, Route } from './route.ts'

type Env = { Bindings: HttpBindings }

function answer(status: number, body: unknown, headers: Record<string, string>): Response {
  // A 204 with a content type would make clients parse nothing as JSON.
  if (status === 204) return new Response(null, { status, headers })
  return new Response(JSON.stringify(body), {
    status,
    headers: { ...headers, 'Content-Type': 'application/json' },
  })
}

function drop(c: Context<Env>): Response {
  c.env.incoming.socket.destroy()
  return new Response(null, { status: 204 })
}

function begin(core: Core, c: Context<Env>, route: string): LoggedCall {
  const url = new URL(c.req.url)
  const call: LoggedCall = {
    atMs: core.now(),
    method: c.req.method,
    route,
    path: url.pathname.replace(/^\/api\/v\d+/, ''),
    query: url.search,
    payload: undefined,
    files: [],
    reason: c.req.header('x-audit-log-reason') ?? null,
    status: 0,
    code: null,
    answer: undefined,
  }
  core.calls.calls.push(call)
  return call
}

/** The answer planned by a test. */
function planned(failure: Exclude<Failure, string>): { body: unknown; headers: Record<string, string> } {
  const { status, code = 0, message = 'Failed on request of the test', retryAfterSeconds } = failure
  if (retryAfterSeconds === undefined) return { body: { message, code }, headers: {} }
  return {
    body: { message, retry_after: retryAfterSeconds, global: false, ...(status === 429 ? {} : { code }) },
    headers: { 'Retry-After': String(retryAfterSeconds), 'X-RateLimit-Scope': 'shared' },
  }
}

/** Serves the routes with authorisation, limits, logging and planned failures. */
class RestServer {
  readonly #core: Core
  readonly #limits: RateLimits

  constructor(core: Core) {
    this.#core = core
    this.#limits = new RateLimits(core.limits)
  }

  async serve(c: Context<Env>, route: Route): Promise<Response> {
    const call = begin(this.#core, c, route.path)
    const failure = this.#core.calls.takeFailure(route.method, route.path)
    if (failure === 'drop-connection') return drop(c)
    if (typeof failure === 'object') {
      const { body, headers } = planned(failure)
      return this.#finish(call, failure.status, body, headers)
    }
    const response = await this.#run(c, route, call)
    return failure === 'drop-answer' ? drop(c) : response
  }

  async #run(c: Context<Env>, route: Route, call: LoggedCall): Promise<Response> {
    const banned = this.#limits.banned()
    if (banned) {
      const seconds = Math.ceil((banned.resetAtMs - this.#core.limits.now()) / 1000)
      return this.#finish(
        call,
        429,
        { message: 'You are being blocked from accessing our API temporarily', code: 0 },
        {
          'Retry-After': String(seconds),
        },
      )
    }
    if (route.auth !== 'token' && c.req.header('authorization') !== `Bot ${this.#core.token}`)
      return this.#refuse(call, refusal('unauthorized'), {})
    const verdict = this.#limits.check(route, { params: c.req.param() as Record<string, string> })
    if (verdict.refused) {
      this.#limits.countInvalid()
      const { retryAfterSeconds: retry_after, global } = verdict.refused
      const body = { message: 'You are being rate limited.', retry_after, global }
      return this.#finish(call, 429, body, verdict.headers)
    }
    return this.#handle(c, route, call, verdict.headers)
  }

  async #handle(c: Context<Env>, route: Route, call: LoggedCall, headers: Record<string, string>) {
    try {
      const { json, files } = await readBody(c.req.raw)
      call.payload = json
      call.files = files.map(({ field, filename, bytes }) => ({ field, filename, size: bytes.byteLength }))
      const result: Answer = route.handle(this.#core, {
        params: c.req.param() as Record<string, string>,
        query: new URL(c.req.url).searchParams,
        body: json,
        files,
      })
      return this.#finish(call, result.status, result.body, headers)
    } catch (error) {
      if (error instanceof ApiError) return this.#refuse(call, error, headers)
      throw error
    }
  }

  #refuse(call: LoggedCall, error: ApiError, headers: Record<string, string>): Response {
    if (error.status === 401 || error.status === 403) this.#limits.countInvalid()
    call.code = error.code
    return this.#finish(call, error.status, error.body(), headers)
  }

  #finish(call: LoggedCall, status: number, body: unknown, headers: Record<string, string>): Response {
    call.status = status
    call.answer = structuredClone(body)
    this.#core.signal.changed()
    return answer(status, body, headers)
  }
}

function serveFile(core: Core, c: Context<Env>): Response {
  const file = core.world.files.get(c.req.param('file') ?? '')
  const signed = Number.parseInt(c.req.query('ex') ?? '', 16) * 1000
  if (!file || !(signed > core.now()) || signed > file.expiresAtMs)
    return new Response('This content is no longer available.', { status: 404 })
  return new Response(Buffer.from(file.bytes), {
    headers: { 'Content-Type': file.attachment.content_type ?? 'application/octet-stream' },
  })
}

/** The HTTP application: the API below /api/v10 and signed links to files. */
export function restApp(core: Core, routes: readonly Route[]): Hono<Env> {
  const app = new Hono<Env>()
  const server = new RestServer(core)
  for (const route of routes) app.on(route.method, `/api/v10${route.path}`, (c) => server.serve(c, route))
  app.get('/attachments/:channel/:file/:name', (c) => serveFile(core, c))
  app.all('/api/:version/*', (c) => {
    const version = c.req.param('version')
    const error = version === 'v10' ? refusal('notFound') : refusal('invalidApiVersion')
    const call = begin(core, c, new URL(c.req.url).pathname)
    call.status = error.status
    return answer(error.status, error.body(), {})
  })
  return app
}

import { timingSafeEqual } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Logger } from 'pino'
import { z } from 'zod'
import { ExpectedError } from '../../errors.ts'
import { operationRequest, questionRequest, receiptRequest } from './evidence.ts'
import type { OperatorService } from './service.ts'

export interface ServeOptions {
  readonly service: OperatorService
  readonly host: string
  readonly port: number
  /** Whoever asks must know it. */
  readonly token: string
  readonly log: Logger
}

/** An operator that answers over HTTP. */
export interface OperatorServer {
  readonly url: string
  close(): Promise<void>
}

const MOST_BYTES = 16 * 1_024 * 1_024

/** Answers `POST /receipt`, `POST /operation` and `POST /question`; everybody may ask `GET /` for the operator's address.
 * @throws ExpectedError `operator.portTaken` */
export async function serveOperator(options: ServeOptions): Promise<OperatorServer> {
  const server = createServer(async (request, response) => {
    const { status, body } = await answer(options, request)
    response.writeHead(status, { 'content-type': 'application/json' })
    response.end(JSON.stringify(body))
  })
  server.listen(options.port, options.host)
  try {
    await once(server, 'listening')
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw cause
    throw new ExpectedError('operator.portTaken', { port: options.port }, { cause })
  }
  const { address, port } = server.address() as AddressInfo
  return {
    url: `http://${address.includes(':') ? `[${address}]` : address}:${port}`,
    close: () => closed(server),
  }
}

function closed(server: Server): Promise<void> {
  return new Promise((done) => {
    server.close(() => done())
    server.closeIdleConnections()
  })
}

interface Answer {
  readonly status: number
  readonly body: object
}

async function answer(options: ServeOptions, request: IncomingMessage): Promise<Answer> {
  const { service, log } = options
  if (request.method === 'GET' && request.url === '/') {
    return { status: 200, body: { operator: service.address } }
  }
  if (!isKnown(request, options.token)) return { status: 401, body: { refused: 'token' } }
  try {
    const signature = await signed(service, request)
    return signature === null
      ? { status: 404, body: { refused: 'path' } }
      : { status: 200, body: { signature } }
  } catch (thrown) {
    return refusal(log, thrown)
  }
}

async function signed(service: OperatorService, request: IncomingMessage): Promise<string | null> {
  if (request.url === '/receipt') return await service.confirm(receiptRequest.parse(await bodyOf(request)))
  if (request.url === '/operation') return await service.sign(operationRequest.parse(await bodyOf(request)))
  if (request.url === '/question') return await service.question(questionRequest.parse(await bodyOf(request)))
  return null
}

/** Why nothing was signed, in a form that the asking side can log. */
function refusal(log: Logger, thrown: unknown): Answer {
  if (thrown instanceof z.ZodError || thrown instanceof SyntaxError)
    return { status: 400, body: { refused: 'form' } }
  if (thrown instanceof ExpectedError) {
    const refused = `${thrown.code} ${JSON.stringify(thrown.params)}`
    log.warn({ refused }, 'nothing was signed')
    return { status: 403, body: { refused } }
  }
  log.error({ err: thrown }, 'a request failed')
  return { status: 500, body: { refused: 'failure' } }
}

function isKnown({ headers }: IncomingMessage, token: string): boolean {
  const given = Buffer.from(headers.authorization ?? '')
  const wanted = Buffer.from(`Bearer ${token}`)
  return given.length === wanted.length && timingSafeEqual(given, wanted)
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of request) {
    length += chunk.length
    if (length > MOST_BYTES) throw new SyntaxError('too long')
    chunks.push(chunk)
  }
  return JSON.parse(Buffer.concat(chunks).toString('utf8'))
}

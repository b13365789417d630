import type { IncomingMessage } from 'node:http'
import busboy from 'busboy'
import { ApiError, badRequest } from './errors.ts'
import { MAX_UPLOAD_BYTES } from './files.ts'
import { isObject, Params, type UploadedFile } from './params.ts'

/** Room for the other fields of a request beside a file of the largest size. */
const MAX_BODY_BYTES = MAX_UPLOAD_BYTES + 1024 * 1024

/** Reads a call's parameters from the query string and a form, multipart or JSON body. */
export async function readParams(request: IncomingMessage, query: URLSearchParams): Promise<Params> {
  const values = new Map(query)
  const files = new Map<string, UploadedFile>()
  const type = request.headers['content-type'] ?? ''
  if (type.startsWith('multipart/form-data')) await readMultipart(request, values, files)
  else for (const [name, value] of await readPlainBody(request, type)) values.set(name, value)
  return new Params(values, files)
}

async function readPlainBody(request: IncomingMessage, type: string): Promise<Iterable<[string, string]>> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size <= MAX_BODY_BYTES) chunks.push(chunk)
  }
  if (size > MAX_BODY_BYTES) throw tooLarge()
  const body = Buffer.concat(chunks).toString('utf8')
  if (body === '') return []
  if (type.startsWith('application/json')) return readJson(body).values
  if (type.startsWith('application/x-www-form-urlencoded')) return new URLSearchParams(body)
  return []
}

function readJson(body: string): Params {
  let value: unknown
  try {
    value = JSON.parse(body)
  } catch (cause) {
    throw Object.assign(badRequest("can't parse JSON"), { cause })
  }
  if (!isObject(value)) throw badRequest('JSON object expected')
  return Params.fromObject(value)
}

function tooLarge(): ApiError {
  return new ApiError(413, 'Request Entity Too Large')
}

function readMultipart(
  request: IncomingMessage,
  values: Map<string, string>,
  files: Map<string, UploadedFile>,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const form = busboy({
      headers: request.headers,
      defParamCharset: 'utf8',
      limits: { fileSize: MAX_UPLOAD_BYTES + 1, fieldSize: MAX_BODY_BYTES },
    })
    let isTooLarge = false
    form.on('field', (name, value) => values.set(name, value))
    form.on('file', (name, stream, info) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('limit', () => {
        isTooLarge = true
      })
      stream.on('end', () =>
        files.set(name, { filename: info.filename ?? name, bytes: Buffer.concat(chunks) }),
      )
    })
    form.on('close', () => (isTooLarge ? reject(tooLarge()) : resolve()))
    form.on('error', (cause) => reject(Object.assign(badRequest("can't parse multipart body"), { cause })))
    request.on('error', reject)
    request.pipe(form)
  })
}

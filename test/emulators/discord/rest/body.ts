import { Readable } from 'node:stream'
import busboy from 'busboy'
import { ApiError, refusal } from '../api-error.ts'
import type { UploadedFile } from '../world/files.ts'

/** JSON and files of a request. */
export interface RequestBody {
  json: unknown
  files: UploadedFile[]
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    const error = refusal('invalidJson')
    error.cause = cause
    throw error
  }
}

function readMultipart(request: Request, type: string): Promise<RequestBody> {
  return new Promise((resolve, reject) => {
    const parser = busboy({ headers: { 'content-type': type } })
    const files: UploadedFile[] = []
    let json = '{}'
    parser.on('field', (name, value) => {
      if (name === 'payload_json') json = value
    })
    parser.on('file', (name, stream, info) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const field = /^files\[(\d+)\]$/.exec(name)?.[1] ?? name
        files.push({
          field,
          filename: info.filename ?? 'file',
          contentType: info.mimeType,
          bytes: new Uint8Array(Buffer.concat(chunks)),
        })
      })
    })
    parser.on('error', (cause) => reject(new ApiError(400, 50035, `Invalid Form Body: ${String(cause)}`)))
    parser.on('close', () => {
      try {
        resolve({ json: parseJson(json), files })
      } catch (error) {
        reject(error)
      }
    })
    if (request.body) Readable.fromWeb(request.body as Parameters<typeof Readable.fromWeb>[0]).pipe(parser)
    else parser.end()
  })
}

/**
 * Reads a JSON or multipart body.
 * @throws ApiError 50109 when it is no JSON, 50035 when the content type is neither
 */
export async function readBody(request: Request): Promise<RequestBody> {
  const type = request.headers.get('content-type') ?? ''
  if (type.startsWith('multipart/form-data')) return readMultipart(request, type)
  const text = await request.text()
  if (text === '') return { json: undefined, files: [] }
  if (!type.startsWith('application/json'))
    throw new ApiError(400, 50035, 'Invalid Form Body', {
      _errors: [
        {
          code: 'CONTENT_TYPE_INVALID',
          message: 'Expected "Content-Type" header to be one of {application/json, multipart/form-data}.',
        },
      ],
    })
  return { json: parseJson(text), files: [] }
}

import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { type Api, GrammyError } from 'grammy'
import type { Attachment } from '../../commands/command.ts'
import { ExpectedError } from '../../core/errors.ts'
import type { TelegramDocument } from './translate.ts'

/** More than this Telegram does not give to bots. */
const MEGABYTES = 20
const MAX_BYTES = MEGABYTES * 1024 * 1024
const DOWNLOAD_MS = 60_000

/** Fetches the files of one bot. */
export interface DocumentSource {
  readonly api: Api
  readonly apiRoot: string
  readonly token: string
}

/** Fetches a document into a folder of its own, which is deleted after `work`.
 * @throws ExpectedError `attachment.tooLarge`, `attachment.unavailable` */
export async function withDocument<T>(
  source: DocumentSource,
  document: TelegramDocument,
  work: (attachment: Attachment) => Promise<T>,
): Promise<T> {
  const name = basename(document.file_name ?? '').slice(0, 200) || 'file'
  const folder = await mkdtemp(join(tmpdir(), 'tagora-telegram-'))
  try {
    const path = join(folder, 'file')
    await fetchTo(source, document, name, path)
    return await work({ name, path })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function fetchTo(
  { api, apiRoot, token }: DocumentSource,
  document: TelegramDocument,
  name: string,
  path: string,
): Promise<void> {
  if ((document.file_size ?? 0) > MAX_BYTES) throw tooLarge()
  try {
    const { file_path: remote } = await api.getFile(document.file_id)
    const address = `${apiRoot}/file/bot${token}/${encodeURI(remote ?? '')}`
    const response = await fetch(address, { signal: AbortSignal.timeout(DOWNLOAD_MS) })
    if (!response.ok || !response.body) throw new Error(`the file server answers ${response.status}`)
    await pipeline(response.body, atMost, createWriteStream(path))
  } catch (cause) {
    if (cause instanceof ExpectedError) throw cause
    if (cause instanceof GrammyError && /too big/i.test(cause.description)) throw tooLarge(cause)
    throw new ExpectedError('attachment.unavailable', { file: name }, { cause })
  }
}

/** Passes bytes on until they are too many, whatever size was announced. */
async function* atMost(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let bytes = 0
  for await (const chunk of chunks) {
    bytes += chunk.byteLength
    if (bytes > MAX_BYTES) throw tooLarge()
    yield chunk
  }
}

function tooLarge(cause?: unknown): ExpectedError {
  return new ExpectedError('attachment.tooLarge', { megabytes: MEGABYTES }, { cause })
}

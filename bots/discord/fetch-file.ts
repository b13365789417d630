import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { Attachment } from '../../commands/command.ts'
import { ExpectedError } from '../../core/errors.ts'
import type { DiscordFile } from './translate.ts'

const MEGABYTES = 20
const MAX_BYTES = MEGABYTES * 1024 * 1024
const DOWNLOAD_MS = 60_000
const HOSTS = ['https://cdn.discordapp.com', 'https://media.discordapp.net']

/** Fetches a file from Discord into a folder of its own, which is deleted after `work`.
 * @param apiUrl set when this is not discord.com: its host gives out the files then
 * @throws ExpectedError `attachment.tooLarge`, `attachment.unavailable` */
export async function withFile<T>(
  file: DiscordFile,
  apiUrl: string | undefined,
  work: (attachment: Attachment) => Promise<T>,
): Promise<T> {
  const name = basename(file.filename).slice(0, 200) || 'file'
  const folder = await mkdtemp(join(tmpdir(), 'tagora-discord-'))
  try {
    const path = join(folder, 'file')
    await fetchTo(file, name, path, apiUrl ? [new URL(apiUrl).origin] : HOSTS)
    return await work({ name, path })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function fetchTo(
  file: DiscordFile,
  name: string,
  path: string,
  hosts: readonly string[],
): Promise<void> {
  if (file.size > MAX_BYTES) throw tooLarge()
  try {
    const { origin } = new URL(file.url)
    if (!hosts.includes(origin)) throw new Error(`${origin} is no host of Discord's files`)
    const response = await fetch(file.url, { redirect: 'error', signal: AbortSignal.timeout(DOWNLOAD_MS) })
    if (!response.ok || !response.body) throw new Error(`the file server answers ${response.status}`)
    await pipeline(response.body, atMost, createWriteStream(path))
  } catch (cause) {
    if (cause instanceof ExpectedError) throw cause
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

function tooLarge(): ExpectedError {
  return new ExpectedError('attachment.tooLarge', { megabytes: MEGABYTES })
}

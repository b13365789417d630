import { createHash } from 'node:crypto'
import type { EmulatorClock } from './clock.ts'
import { badRequest } from './errors.ts'
import type { Params, UploadedFile } from './params.ts'
import type { DocumentFile, PhotoSize } from './types.ts'

export const MAX_UPLOAD_BYTES = 50 * 1024 * 1024
const MAX_PHOTO_BYTES = 10 * 1024 * 1024
const MAX_DOWNLOAD_BYTES = 20 * 1024 * 1024
const MAX_PHOTO_SIDES = 10_000
const MAX_PHOTO_RATIO = 20
const LINK_LIFE_MS = 3_600_000
/** Longest side of the copies Telegram makes of a photo. */
const PHOTO_BOXES = [90, 320, 800, 1280]

interface StoredFile {
  id: string
  path: string
  bytes: Buffer
  kind: 'photo' | 'document'
  /** What a message shows of the file. */
  shown: DocumentFile | PhotoSize[]
  linkUntil: number
}

/** Files in Telegram's cloud: uploads of the bot and of people, and pages published on the pretended web. */
export class FileStore {
  private readonly clock: EmulatorClock
  private readonly byId = new Map<string, StoredFile>()
  private readonly web = new Map<string, Buffer>()
  private count = 0

  constructor(clock: EmulatorClock) {
    this.clock = clock
  }

  /** Makes bytes reachable under an http(s) URL for `sendPhoto` and `sendDocument` by URL. */
  publish(url: string, bytes: Uint8Array): void {
    this.web.set(url, Buffer.from(bytes))
  }

  /** Stores a photo; the copies all carry the original bytes, only their stated sizes differ. */
  addPhoto(bytes: Buffer): PhotoSize[] {
    const { width, height } = checkPhoto(bytes)
    const longest = Math.max(width, height)
    const boxes = PHOTO_BOXES.filter((box) => box < longest)
    const scales = [...boxes.map((box) => box / longest), ...(longest <= 1280 ? [1] : [])]
    const shown = scales.map((scale) => {
      const names = this.nextNames('AgACAgI', bytes, String(scale))
      const size = { width: Math.round(width * scale), height: Math.round(height * scale) }
      return { ...names, file_size: bytes.length, ...size }
    })
    for (const size of shown)
      this.keep(size.file_id, `photos/file_${this.count++}.jpg`, bytes, 'photo', shown)
    return shown
  }

  addDocument(name: string, bytes: Buffer, mimeType?: string): DocumentFile {
    const shown: DocumentFile = {
      ...this.nextNames('BQACAgI', bytes, name),
      file_size: bytes.length,
      file_name: name,
      mime_type: mimeType ?? mimeOf(name),
    }
    const extension = /\.\w+$/.exec(name)?.[0] ?? ''
    this.keep(shown.file_id, `documents/file_${this.count++}${extension}`, bytes, 'document', shown)
    return shown
  }

  /** The photo of a `sendPhoto`-like call: an upload, `attach://`, a file id or a published URL. */
  photoFrom(params: Params, field: string, given = params.text(field)): PhotoSize[] {
    const source = this.source(params, field, given)
    if ('stored' in source) {
      if (source.stored.kind !== 'photo') throw badRequest("can't use file of type Document as Photo")
      return source.stored.shown as PhotoSize[]
    }
    return this.addPhoto(source.bytes)
  }

  /** The document of a `sendDocument`-like call, from the same kinds of source. */
  documentFrom(params: Params, field: string, given = params.text(field)): DocumentFile {
    const source = this.source(params, field, given)
    if (!('stored' in source)) return this.addDocument(source.name, source.bytes)
    if (source.stored.kind !== 'document') throw badRequest("can't use file of type Photo as Document")
    return source.stored.shown as DocumentFile
  }

  /** `getFile`: a download path that lives for an hour. */
  open(fileId: string): Record<string, unknown> {
    if (fileId === '') throw badRequest('file_id not specified')
    const file = this.byId.get(fileId)
    if (!file) throw badRequest('wrong file_id or the file is temporarily unavailable')
    if (file.bytes.length > MAX_DOWNLOAD_BYTES) throw badRequest('file is too big')
    file.linkUntil = this.clock.now() + LINK_LIFE_MS
    return {
      file_id: fileId,
      file_unique_id: uniqueId(file.bytes, fileId),
      file_size: file.bytes.length,
      file_path: file.path,
    }
  }

  /** Bytes behind a download path, `undefined` when there is no such path or its hour is over. */
  download(path: string): Buffer | undefined {
    const file = [...this.byId.values()].find((candidate) => candidate.path === path)
    return file && file.linkUntil > this.clock.now() ? file.bytes : undefined
  }

  /** Bytes of a file by id, for people, who have no download limit. */
  bytesOf(fileId: string): Buffer | undefined {
    return this.byId.get(fileId)?.bytes
  }

  private source(params: Params, field: string, given: string) {
    const upload = uploadOf(params, field, given)
    if (upload) {
      if (upload.bytes.length === 0) throw badRequest('file must be non-empty')
      return { name: upload.filename, bytes: upload.bytes }
    }
    if (given === '') throw badRequest(`there is no ${field} in the request`)
    const stored = this.byId.get(given)
    if (stored) return { stored }
    const page = this.web.get(given)
    if (page) return { name: given.split('/').at(-1) ?? 'file', bytes: page }
    if (/^https?:\/\//i.test(given)) throw badRequest('Failed to get HTTP URL content')
    throw badRequest('Wrong file identifier/HTTP URL specified')
  }

  private nextNames(prefix: string, bytes: Buffer, salt: string) {
    const id = `${prefix}AAx${Buffer.from(`${this.count}:${salt}`).toString('base64url')}`
    return { file_id: id, file_unique_id: uniqueId(bytes, id) }
  }

  private keep(
    id: string,
    path: string,
    bytes: Buffer,
    kind: StoredFile['kind'],
    shown: StoredFile['shown'],
  ): void {
    this.byId.set(id, { id, path, bytes, kind, shown, linkUntil: 0 })
  }
}

function uploadOf(params: Params, field: string, given: string): UploadedFile | undefined {
  const attached = /^attach:\/\/(.+)$/.exec(given)?.[1]
  return params.files.get(attached ?? field)
}

function uniqueId(bytes: Buffer, id: string): string {
  return `AQAD${createHash('sha256').update(bytes).update(id).digest('base64url').slice(0, 11)}`
}

function mimeOf(name: string): string {
  const known: Record<string, string> = {
    csv: 'text/csv',
    jpg: 'image/jpeg',
    json: 'application/json',
    pdf: 'application/pdf',
    png: 'image/png',
    txt: 'text/plain',
    zip: 'application/zip',
  }
  return known[name.split('.').at(-1)?.toLowerCase() ?? ''] ?? 'application/octet-stream'
}

function checkPhoto(bytes: Buffer): { width: number; height: number } {
  if (bytes.length > MAX_PHOTO_BYTES) {
    throw badRequest(
      `file of size ${bytes.length} bytes is too big for a photo; the maximum size is ${MAX_PHOTO_BYTES} bytes`,
    )
  }
  const size = imageSize(bytes)
  if (!size || size.width === 0 || size.height === 0) throw badRequest('IMAGE_PROCESS_FAILED')
  const { width, height } = size
  const ratio = Math.max(width, height) / Math.min(width, height)
  if (width + height > MAX_PHOTO_SIDES || ratio > MAX_PHOTO_RATIO)
    throw badRequest('PHOTO_INVALID_DIMENSIONS')
  return size
}

/** Pixel size of a PNG, GIF or JPEG from its header. */
function imageSize(bytes: Buffer): { width: number; height: number } | undefined {
  if (bytes.length >= 24 && bytes.toString('latin1', 1, 4) === 'PNG')
    return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) }
  if (bytes.length >= 10 && bytes.toString('latin1', 0, 3) === 'GIF')
    return { width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8) }
  return bytes.length >= 4 && bytes.readUInt16BE(0) === 0xffd8 ? jpegSize(bytes) : undefined
}

function jpegSize(bytes: Buffer): { width: number; height: number } | undefined {
  for (let at = 2; at + 9 <= bytes.length && bytes[at] === 0xff; ) {
    const marker = bytes[at + 1] as number
    // Start-of-frame markers; C4, C8 and CC lie in their range but mean something else.
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
    if (isFrame) return { width: bytes.readUInt16BE(at + 7), height: bytes.readUInt16BE(at + 5) }
    at += 2 + bytes.readUInt16BE(at + 2)
  }
  return undefined
}

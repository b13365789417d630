import type { APIAttachment } from 'discord-api-types/v10'
import { formError, refusal } from '../api-error.ts'
import type { Core } from '../core.ts'
import type { AttachmentForm } from '../forms/message.ts'

/** A file as it arrives in a request or from a person. */
export interface UploadedFile {
  /** Number of the form field (`files[2]` is "2"). */
  field: string
  filename: string
  contentType: string
  bytes: Uint8Array
}

const SIGNED_FOR_MS = 24 * 60 * 60 * 1000

/**
 * Stores a file and returns its attachment. Links are signed as on Discord's CDN: they stop working after a day.
 * @throws ApiError 40005 above the size limit
 */
export function storeFile(
  core: Core,
  file: UploadedFile,
  channelId: string,
  description?: string,
): APIAttachment {
  if (file.bytes.byteLength > core.limits.attachmentBytes) throw refusal('tooLarge')
  const id = core.nextId()
  const filename = file.filename.replaceAll(/[^\w.-]/g, '_') || 'unknown'
  const expiresAtMs = core.now() + SIGNED_FOR_MS
  const expiry = Math.floor(expiresAtMs / 1000).toString(16)
  const url = `${core.origin()}/attachments/${channelId}/${id}/${filename}?ex=${expiry}&is=0&hm=${id}&`
  const attachment: APIAttachment = {
    id,
    filename,
    size: file.bytes.byteLength,
    url,
    proxy_url: url,
    content_type: file.contentType,
    ...(description ? { description } : {}),
  }
  core.world.files.set(id, { attachment, bytes: file.bytes, expiresAtMs })
  return attachment
}

/**
 * The attachments a message ends up with: those it keeps and those that come with the request.
 * @param existing attachments of the message being edited
 * @throws ApiError 50035 when a description names neither an uploaded nor a present file, 40005 when too large
 */
export function settleAttachments(
  core: Core,
  channelId: string,
  forms: AttachmentForm[] | null | undefined,
  files: UploadedFile[],
  existing: APIAttachment[],
  prefix: PropertyKey[],
): APIAttachment[] {
  const kept = forms ? existing.filter(({ id }) => forms.some((form) => form.id === id)) : existing
  for (const [index, form] of (forms ?? []).entries()) {
    const known = files.some(({ field }) => field === form.id) || existing.some(({ id }) => id === form.id)
    if (!known)
      throw formError(
        [...prefix, 'attachments', index],
        'ATTACHMENT_NOT_FOUND',
        `Uploaded attachment not found: ${form.id}`,
      )
  }
  if (kept.length + files.length > 10)
    throw formError([...prefix, 'attachments'], 'BASE_TYPE_MAX_LENGTH', 'Must be 10 or fewer in length.')
  const added = files.map((file) => {
    const form = forms?.find(({ id }) => id === file.field)
    const filename = form?.filename ?? file.filename
    return storeFile(core, { ...file, filename }, channelId, form?.description ?? undefined)
  })
  return [...kept, ...added]
}

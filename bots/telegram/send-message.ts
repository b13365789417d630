import { type Api, InputFile } from 'grammy'
import type { RenderedMessage } from './render.ts'

/** Sends one rendered message; returns its id. */
export async function sendMessage(api: Api, chatId: number, message: RenderedMessage): Promise<number> {
  const { text, photo, extra } = message
  if (!photo) return (await api.sendMessage(chatId, text, extra)).message_id
  const { entities, reply_markup: markup } = extra
  const sent = await api.sendPhoto(chatId, new InputFile(photo, 'image.png'), {
    caption: text,
    caption_entities: entities,
    ...(markup && { reply_markup: markup }),
  })
  return sent.message_id
}

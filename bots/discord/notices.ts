import { type APIChannel, type REST, Routes } from 'discord.js'
import type { Adapter, Recipient } from '../../commands/adapter.ts'
import { isUnknownChannel, isUnreachable } from './failures.ts'
import { nonceOf } from './nonce.ts'
import { type RenderedMessage, renderScreen } from './render.ts'

const REMEMBERED = 10_000

/** Sends private messages. The nonce keeps Discord from taking a message twice that is sent again within a few
 * minutes, when the answer to the first attempt got lost. */
export function createNotices(rest: REST): Adapter['send'] {
  const conversations = new Map<string, string>()

  const open = async (userId: string): Promise<string> => {
    const known = conversations.get(userId)
    if (known) return known
    const channel = (await rest.post(Routes.userChannels(), {
      body: { recipient_id: userId },
    })) as APIChannel
    if (conversations.size >= REMEMBERED) conversations.clear()
    conversations.set(userId, channel.id)
    return channel.id
  }

  const post = async (channelId: string, { body, files }: RenderedMessage, key: string) => {
    await rest.post(Routes.channelMessages(channelId), {
      body: { ...body, nonce: nonceOf(key), enforce_nonce: true },
      files,
    })
  }

  const deliver = async ({ userId, directChannelId }: Recipient, message: RenderedMessage, key: string) => {
    try {
      await post(directChannelId ?? (await open(userId)), message, key)
    } catch (thrown) {
      if (!isUnknownChannel(thrown)) throw thrown
      conversations.delete(userId)
      await post(await open(userId), message, key)
    }
  }

  return async (to, screen, key) => {
    try {
      await deliver(to, renderScreen(screen), key)
      return 'delivered'
    } catch (thrown) {
      if (isUnreachable(thrown)) return 'unreachable'
      throw thrown
    }
  }
}

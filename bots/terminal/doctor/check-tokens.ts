import { z } from 'zod'
import type { Config } from '../../../core/config.ts'
import { ExpectedError, reasonOf } from '../../../core/errors.ts'

const ANSWER_MS = 10_000
const discordUser = z.object({ username: z.string() })
const telegramMe = z.object({ result: z.object({ username: z.string() }) })

/** Asks Discord who the token belongs to.
 * @throws ExpectedError `platform.badToken`, `platform.unreachable` */
export async function checkDiscord({ discord }: Config): Promise<string> {
  if (!discord) return 'not used; set DISCORD_TOKEN to serve it'
  const url = `${discord.apiUrl ?? 'https://discord.com/api'}/v10/users/@me`
  const headers = { authorization: `Bot ${discord.token}` }
  const answer = await ask('Discord', 'DISCORD_TOKEN', url, headers)
  return `@${discordUser.parse(answer).username}`
}

/** Asks Telegram who the token belongs to.
 * @throws ExpectedError `platform.badToken`, `platform.unreachable` */
export async function checkTelegram({ telegram }: Config): Promise<string> {
  if (!telegram) return 'not used; set TELEGRAM_TOKEN to serve it'
  const url = `${telegram.apiUrl ?? 'https://api.telegram.org'}/bot${telegram.token}/getMe`
  return `@${telegramMe.parse(await ask('Telegram', 'TELEGRAM_TOKEN', url)).result.username}`
}

/** The address holds the token on Telegram, so it appears in no error. */
async function ask(platform: string, variable: string, url: string, headers = {}): Promise<unknown> {
  const response = await fetch(url, { headers, signal: AbortSignal.timeout(ANSWER_MS) }).catch(
    (cause: unknown) => {
      throw new ExpectedError('platform.unreachable', { platform, reason: reasonOf(cause) })
    },
  )
  if ([401, 403, 404].includes(response.status))
    throw new ExpectedError('platform.badToken', { platform, variable })
  if (!response.ok) {
    throw new ExpectedError('platform.unreachable', { platform, reason: `status ${response.status}` })
  }
  return await response.json()
}

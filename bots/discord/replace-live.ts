import { type REST, Routes } from 'discord.js'
import { z } from 'zod'
import type { Screen } from '../../commands/screen.ts'
import { isGone } from './failures.ts'
import { renderScreen } from './render.ts'
import type { ReplyTo } from './translate.ts'

const placeShape = z.object({ applicationId: z.string(), token: z.string() })

/** Where the answer to an interaction stands, as the adapter's `replace` takes it: for 15 minutes. */
export function livePlace({ applicationId, token }: ReplyTo): string {
  return JSON.stringify({ applicationId, token })
}

/** Shows a screen where a live one stands, see `Adapter.replace`. */
export async function replaceLive(rest: REST, place: string, screen: Screen): Promise<string | null> {
  const { applicationId, token } = placeShape.parse(JSON.parse(place))
  try {
    await rest.patch(Routes.webhookMessage(applicationId, token), { ...renderScreen(screen), auth: false })
    return place
  } catch (thrown) {
    if (isGone(thrown)) return null
    throw thrown
  }
}

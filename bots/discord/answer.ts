import { InteractionResponseType as Kind, MessageFlags, type REST, Routes } from 'discord.js'
import type { Screen } from '../../commands/screen.ts'
import { isAcknowledged } from './failures.ts'
import { type RenderedMessage, renderScreen } from './render.ts'
import type { ReplyTo } from './translate.ts'

/** The one answer to an interaction. */
export interface Answer {
  /** Tells Discord that the answer will come later; nothing when it was given or deferred already. */
  defer(): Promise<void>
  /** Shows the screen: with one call, or with a second one after deferring. Null: nothing to show. */
  show(screen: Screen | null): Promise<void>
}

/** Knows what was already sent, so that nothing is answered twice. Both methods throw what discord.js throws
 * when a call fails. */
export function createAnswer(rest: REST, to: ReplyTo): Answer {
  let deferred: Promise<void> | undefined
  let isShown = false
  return {
    defer: async () => {
      if (isShown) return
      deferred ??= respond(rest, to, to.isUpdate ? Kind.DeferredMessageUpdate : deferredReply(to))
      await deferred
    },
    show: async (screen) => {
      isShown = true
      if (!deferred) return await showFirst(rest, to, screen)
      await deferred
      await showLater(rest, to, screen)
    },
  }
}

interface Response {
  readonly type: Kind
  readonly data?: object
}

function deferredReply(to: ReplyTo): Response {
  return { type: Kind.DeferredChannelMessageWithSource, data: flags(to.isEphemeral) }
}

async function showFirst(rest: REST, to: ReplyTo, screen: Screen | null): Promise<void> {
  if (!screen) return await showNothing(rest, to)
  const { body, files } = renderScreen(screen)
  const isBeside = screen.alert === true || !to.isUpdate
  const response = isBeside
    ? { type: Kind.ChannelMessageWithSource, data: { ...body, ...flags(to.isEphemeral || to.isUpdate) } }
    : { type: Kind.UpdateMessage, data: body }
  await respond(rest, to, response, files)
}

async function showLater(rest: REST, to: ReplyTo, screen: Screen | null): Promise<void> {
  const original = Routes.webhookMessage(to.applicationId, to.token)
  if (screen?.alert && to.isUpdate) {
    const { body, files } = renderScreen(screen)
    await rest.post(Routes.webhook(to.applicationId, to.token), {
      body: { ...body, ...flags(true) },
      files,
      auth: false,
    })
  } else if (screen) await rest.patch(original, { ...renderScreen(screen), auth: false })
  else if (!to.isUpdate) await rest.delete(original, { auth: false })
}

async function showNothing(rest: REST, to: ReplyTo): Promise<void> {
  if (to.isUpdate) return await respond(rest, to, { type: Kind.DeferredMessageUpdate })
  await respond(rest, to, deferredReply(to))
  await showLater(rest, to, null)
}

/** Sends the first response. That there is one already is no failure: see `isAcknowledged`. */
async function respond(
  rest: REST,
  to: ReplyTo,
  response: Response | Kind,
  files: RenderedMessage['files'] = [],
): Promise<void> {
  const body = typeof response === 'number' ? { type: response } : response
  try {
    await rest.post(Routes.interactionCallback(to.id, to.token), { body, files, auth: false })
  } catch (thrown) {
    if (!isAcknowledged(thrown)) throw thrown
  }
}

function flags(isEphemeral: boolean): { flags?: MessageFlags } {
  return isEphemeral ? { flags: MessageFlags.Ephemeral } : {}
}

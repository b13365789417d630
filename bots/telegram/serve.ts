import type { Logger } from 'pino'
import type { Handle, OnLive } from '../../commands/adapter.ts'
import type { CommandEvent } from '../../commands/command.ts'
import { requestOfWords } from '../../commands/parse-words.ts'
import { commands } from '../../commands/registry.ts'
import type { Screen } from '../../commands/screen.ts'
import { ExpectedError } from '../../core/errors.ts'
import type { Connection } from './connect.ts'
import { withDocument } from './fetch-document.ts'
import { isUnreachable, safeReason } from './refusals.ts'
import { renderAlert } from './render.ts'
import { livePlace } from './replace-live.ts'
import { replaceScreen, sendScreen } from './show.ts'
import type { Incoming, Place, TelegramDocument } from './translate.ts'

export interface ServeDeps extends Pick<Connection, 'bot' | 'once' | 'apiRoot'> {
  readonly handle: Handle
  readonly onLive: OnLive
  readonly log: Logger
}

type Message = Extract<Incoming, { kind: 'message' }>
type Tap = Extract<Incoming, { kind: 'tap' }>

/** Answers what a person wrote in their private chat. */
export async function serveMessage(deps: ServeDeps, message: Message): Promise<void> {
  const { event, document, userId } = message
  const screen = document ? await handleDocument(deps, event, document) : await deps.handle(event)
  if (screen) await send(deps, userId, screen)
}

/** Ends the spinner of a tapped button, with a window when there is something to say. */
export async function answerTap(deps: ServeDeps, callbackId: string, text?: string): Promise<void> {
  const shown = text ? { text, show_alert: true } : {}
  try {
    await deps.once.answerCallbackQuery(callbackId, shown)
  } catch (thrown) {
    // Too late, or a second delivery: the person has long seen the spinner end.
    deps.log.debug({ reason: safeReason(thrown, deps.bot.token) }, 'a tap could not be answered')
  }
}

/** Shows what comes after a tap in a private chat in place of the tapped message. */
export async function serveTap(deps: ServeDeps, { event, userId }: Tap, place: Place): Promise<void> {
  const screen = await deps.handle(event)
  if (screen?.alert) await send(deps, userId, screen)
  else if (screen) await tell(deps, place.chatId, screen, await replaceScreen(deps.bot.api, place, screen))
}

/** A tap on a message outside of private chats, where we only put disputes to the vote: that a vote counts, or why
 * nothing was done, is shown to this person alone, all else goes to their private chat. */
export async function serveTapElsewhere(deps: ServeDeps, tap: Tap): Promise<void> {
  const screen = await deps.handle(tap.event)
  await answerTap(deps, tap.callbackId, screen?.alert ? renderAlert(screen) : undefined)
  if (screen && !screen.alert) await send(deps, tap.userId, screen)
}

/** Refusals are sent once: whoever writes faster than Telegram lets us answer must not slow down others. */
async function send(deps: ServeDeps, userId: number, screen: Screen): Promise<void> {
  const { bot, once, log } = deps
  try {
    await tell(deps, userId, screen, await sendScreen(screen.alert ? once : bot.api, userId, screen))
  } catch (thrown) {
    if (!isUnreachable(thrown)) throw thrown
    log.debug('an answer met a person who cannot be written to')
  }
}

/** Says where a live screen stands. */
async function tell({ onLive }: ServeDeps, chatId: number, screen: Screen, ids: number[]): Promise<void> {
  if (screen.live) await onLive(screen.live, livePlace(chatId, ids))
}

async function handleDocument(
  deps: ServeDeps,
  event: CommandEvent,
  document: TelegramDocument,
): Promise<Screen | null> {
  const { bot, apiRoot, handle, log } = deps
  const { input } = event
  if (input.kind !== 'text' || !takesFile(input.text)) {
    return await handle({ ...event, refusal: new ExpectedError('attachment.noCommand', {}) })
  }
  try {
    return await withDocument({ api: bot.api, token: bot.token, apiRoot }, document, (attachment) =>
      handle({ ...event, input: { ...input, attachment } }),
    )
  } catch (thrown) {
    if (!(thrown instanceof ExpectedError)) throw thrown
    if (thrown.cause) log.warn({ reason: safeReason(thrown.cause, bot.token) }, 'a file was not fetched')
    return await handle({ ...event, refusal: thrown })
  }
}

/** Files are only fetched for commands that take one. */
function takesFile(words: string): boolean {
  const { name } = requestOfWords(words.trim().replace(/^\//, ''))
  return commands.get(name)?.args.some((arg) => arg.kind === 'attachment') ?? false
}

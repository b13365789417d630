import { randomBytes } from 'node:crypto'
import type { Logger } from 'pino'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import type { Clock } from '../core/clock.ts'
import { ExpectedError } from '../core/errors.ts'
import type { AccountId } from '../core/ids.ts'
import type { Account } from '../core/people/account.ts'
import { findOrCreateAccount } from '../core/people/find-or-create-account.ts'
import type { Store, Trx } from '../core/store/database.ts'
import { findAnswer, insertAnswer } from '../core/store/platform-events.ts'
import { matchLocale, translator } from '../locales/translate.ts'
import type { Handle } from './adapter.ts'
import { authorise } from './authorise.ts'
import type { Command, CommandEvent, Request } from './command.ts'
import { explainError } from './explain-error.ts'
import { findCommand } from './registry.ts'
import { resolveRequest } from './resolve-request.ts'
import type { Screen, ScreenDraft } from './screen.ts'
import type { Services } from './services.ts'
import { storeScreen } from './store-screen.ts'
import { paragraph } from './text.ts'

export interface RouterDeps {
  readonly store: Store
  readonly clock: Clock
  readonly log: Logger
  readonly services: Services
  /** `platform:userId` of people who are moderators from their first message on. */
  readonly moderators: ReadonlySet<string>
  readonly tapsPer10Seconds: number
}

/**
 * The way every event takes: throttle, then one transaction in which it is deduplicated, its person and
 * command are found and checked, the command runs and the buttons of its screen are stored. A replayed
 * event gets its first answer again and changes nothing. Never throws.
 */
export function createRouter(deps: RouterDeps): Handle {
  const limiter = new RateLimiterMemory({ points: deps.tapsPer10Seconds, duration: 10 })
  return async (event) => {
    try {
      await throttle(limiter, event)
      const outcome = await deps.store.transaction((trx) => runTap(deps, trx, event))
      return 'screen' in outcome ? outcome.screen : await runLong(deps, event, outcome)
    } catch (thrown) {
      return await explain(deps, event, thrown)
    }
  }
}

async function throttle(limiter: RateLimiterMemory, event: CommandEvent): Promise<void> {
  try {
    await limiter.consume(`${event.platform}:${event.user.id}`)
  } catch (cause) {
    if (!(cause instanceof RateLimiterRes)) throw cause
    const seconds = Math.max(1, Math.ceil(cause.msBeforeNext / 1_000))
    throw new ExpectedError('command.tooFast', { seconds })
  }
}

interface LongRun extends Request {
  readonly account: Account
  readonly command: Extract<Command, { mode: 'long' }>
}

async function runTap(
  deps: RouterDeps,
  trx: Trx,
  event: CommandEvent,
): Promise<{ screen: Screen } | LongRun> {
  const account = await accountOf(deps, trx, event)
  const answered = await answerOf(trx, event)
  if (answered) return { screen: answered }
  if (event.refusal) throw event.refusal
  const request = await resolveRequest(trx, deps.clock, account, event.input)
  const command = findCommand(request.name)
  authorise(command, account, request.args, request.attachment !== undefined)
  if (command.mode === 'long') return { ...request, account, command }
  const { clock, services } = deps
  const t = translator(account.locale)
  const draft = await command.run({ trx, clock, services, account, event, t, ...request })
  return { screen: await finish(deps, trx, account.id, event, draft) }
}

async function runLong(deps: RouterDeps, event: CommandEvent, run: LongRun): Promise<Screen> {
  const { store, clock, services } = deps
  const { command, account } = run
  const t = translator(account.locale)
  const lastStep = await command.run({ ...run, store, clock, services, event, t })
  return await store.transaction(async (trx) => {
    // The same event may have been delivered again, and answered, while the command ran.
    const { id } = await accountOf(deps, trx, event)
    return (await answerOf(trx, event)) ?? (await finish(deps, trx, id, event, await lastStep(trx)))
  })
}

/** What was answered to an event before, or null. */
async function answerOf(trx: Trx, { platform, eventId }: CommandEvent): Promise<Screen | null> {
  const answer = await findAnswer(trx, platform, eventId)
  return answer === null ? null : (JSON.parse(answer) as Screen)
}

async function finish(
  deps: RouterDeps,
  trx: Trx,
  accountId: AccountId,
  event: CommandEvent,
  draft: ScreenDraft,
): Promise<Screen> {
  const screen = await storeScreen(trx, deps.clock, accountId, draft)
  const { platform, eventId } = event
  const answer = JSON.stringify(screen)
  await insertAnswer(trx, { platform, eventId, answer, receivedAt: deps.clock.now() })
  return screen
}

function accountOf(deps: RouterDeps, trx: Trx, event: CommandEvent): Promise<Account> {
  const { platform, user } = event
  return findOrCreateAccount(trx, deps.clock, {
    platform,
    userId: user.id,
    name: user.name,
    locale: matchLocale(user.locale),
    directChannelId: user.directChannelId,
    isModerator: deps.moderators.has(`${platform}:${user.id}`),
  })
}

/** Words a failure in the person's language; an unexpected one is logged under an incident number. */
async function explain(deps: RouterDeps, event: CommandEvent, thrown: unknown): Promise<Screen> {
  const t = translator(await localeOf(deps, event))
  if (thrown instanceof ExpectedError) return message(explainError(t, thrown))
  const incident = randomBytes(4).toString('hex')
  deps.log.error(
    { incident, platform: event.platform, eventId: event.eventId, err: thrown },
    'unexpected failure',
  )
  return message(t('error.incident', { incident }))
}

async function localeOf(deps: RouterDeps, event: CommandEvent): Promise<string> {
  try {
    return (await deps.store.transaction((trx) => accountOf(deps, trx, event))).locale
  } catch (err) {
    deps.log.error({ err }, 'the language of a person could not be read')
    return matchLocale(event.user.locale)
  }
}

function message(text: string): Screen {
  return { blocks: [paragraph(text)], buttons: [], ephemeral: true, alert: true }
}

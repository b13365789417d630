import type { Clock } from '../core/clock.ts'
import type { ExpectedError } from '../core/errors.ts'
import type { Account, Role } from '../core/people/account.ts'
import type { Store, Trx } from '../core/store/database.ts'
import type { Translate } from '../locales/messages.ts'
import type { ScreenDraft } from './screen.ts'
import type { Services } from './services.ts'

export type Platform = 'discord' | 'telegram' | 'web' | 'terminal'

/** A file a person sent: the adapter has stored it at `path` and deletes it after the command. */
export interface Attachment {
  readonly name: string
  readonly path: string
}

/** A group, or a thread or topic in it. */
export interface GroupPlaceOfEvent {
  /** The group or thread, as its platform knows it. */
  readonly chat: string
  /** The topic in it; empty for none. */
  readonly topic: string
  /** Whether the bot may write there. */
  readonly mayPost: boolean
}

/** One thing a person did on a platform, parsed and checked by the adapter. */
export interface CommandEvent {
  readonly platform: Platform
  /** Unique on its platform; the same id delivered twice is applied once. */
  readonly eventId: string
  readonly user: {
    readonly id: string
    readonly name: string
    /** Unique name that people know each other by, where the platform has such a thing. */
    readonly handle?: string | undefined
    /** Language tag the platform reports. */
    readonly locale?: string | undefined
    /** Where private messages to this person go, when the platform told us. */
    readonly directChannelId?: string | undefined
  }
  readonly input: CommandInput
  /** Set when it was said in a group; absent in private. */
  readonly group?: GroupPlaceOfEvent | undefined
  /** Why the adapter could not take all of it (a file too large, say): worded in place of running it. */
  readonly refusal?: ExpectedError | undefined
}

export type CommandInput =
  | {
      readonly kind: 'command'
      /** For example `task` or `project import`. */
      readonly name: string
      readonly args: Readonly<Record<string, string>>
      readonly attachment?: Attachment | undefined
    }
  /** A tapped button: the id the screen carried. */
  | { readonly kind: 'action'; readonly actionId: string }
  /** Typed text: the number or label of a button of the person's latest screen. */
  | { readonly kind: 'text'; readonly text: string; readonly attachment?: Attachment | undefined }

/** What a person asks for, whichever way they said it. */
export interface Request {
  /** Name of a command, or what was typed in its place. */
  readonly name: string
  readonly args: Readonly<Record<string, string>>
  readonly attachment?: Attachment | undefined
}

/** One argument of a command, as the platforms' command menus need it. */
export interface ArgumentSpec {
  readonly name: string
  /** `words`: all that is left of what was typed. */
  readonly kind: 'text' | 'words' | 'attachment' | 'choice'
  readonly required: boolean
  readonly choices?: readonly string[]
}

interface CommandBase {
  readonly name: string
  readonly args: readonly ArgumentSpec[]
  /** Absent: everybody. */
  readonly role?: Role
  /** Another role that opens it too. */
  readonly orRole?: Role
  /** True: refused until the person has finished `start`. */
  readonly needsConsent: boolean
  /** False for commands only reached through buttons. */
  readonly listed: boolean
}

/** Runs inside the one transaction of its event, together with dedupe and the buttons of its screen. */
export interface TapCommand extends CommandBase {
  readonly mode: 'tap'
  run(context: TapContext): Promise<ScreenDraft>
}

/** Too long for one transaction, or in need of files: what it does in transactions of its own is idempotent
 * by itself. What it returns runs in the transaction that stores the answer, so at most once for an event. */
export interface LongCommand extends CommandBase {
  readonly mode: 'long'
  run(context: LongContext): Promise<LastStep>
}

export type LastStep = (trx: Trx) => Promise<ScreenDraft>

export type Command = TapCommand | LongCommand

interface Context {
  readonly account: Account
  readonly event: CommandEvent
  readonly args: Readonly<Record<string, string>>
  readonly attachment?: Attachment | undefined
  readonly clock: Clock
  readonly t: Translate
  readonly services: Services
}

export interface TapContext extends Context {
  readonly trx: Trx
}

export interface LongContext extends Context {
  readonly store: Store
}

import type { CommandEvent } from './command.ts'
import type { Live, Screen } from './screen.ts'

/** Where a private message goes. */
export interface Recipient {
  readonly userId: string
  readonly directChannelId: string | null
}

export type DeliveryOutcome = 'delivered' | 'unreachable'

/** Handles one event; never throws: failures come back as a worded screen. Null: nothing to show. */
export type Handle = (event: CommandEvent) => Promise<Screen | null>

/** Is told where a live screen stands now; `place` is for the adapter's own `replace`. Never throws. */
export type OnLive = (live: Live, place: string) => Promise<void>

/** A message in a group: the group's id may have become another one. */
export interface GroupMessage {
  readonly chat: string
  /** For the adapter's own `show`. */
  readonly message: string
}

/** gone: the message was deleted; closed: the bot may not write there, or there is no such place any more; `waitMs`: the
 * platform asks to try again after that. */
export type GroupOutcome = GroupMessage | 'gone' | 'closed' | { readonly waitMs: number }

/** How a platform shows messages to groups. */
export interface GroupSide {
  /** The least time between two messages, or changes of one, in a group. */
  readonly paceMs: number
  /** Sends a screen to a group, or shows it in place of a message sent before. `key` as in `send`. Calls once; throws
   * when it is worth another try. */
  show(
    place: { readonly chat: string; readonly topic: string },
    message: string | null,
    screen: Screen,
    key: string,
  ): Promise<GroupOutcome>
}

/** A platform's side of Tagora. */
export interface Adapter {
  readonly platform: CommandEvent['platform']
  start(): Promise<void>
  stop(): Promise<void>
  /** Sends a private message. `key` is stable over retries of the same message, for platforms that can
   * use it against doubles. Throws when it is worth another try. */
  send(to: Recipient, screen: Screen, key: string): Promise<DeliveryOutcome>
  /** Shows a screen where a live one stands; returns where it stands now, null when nobody can see it any
   * more. Nothing of the screen before is left, its image least of all. Throws when it is worth another try. */
  replace(place: string, screen: Screen): Promise<string | null>
  /** Absent: the platform has no groups. */
  readonly groups?: GroupSide
}

import { pino } from 'pino'
import type { CommandInput } from '../../commands/command.ts'
import { createRouter } from '../../commands/router.ts'
import type { Screen } from '../../commands/screen.ts'
import type { Services } from '../../commands/services.ts'
import { screenText } from '../../commands/text.ts'
import type { Clock } from '../../core/clock.ts'
import type { Account } from '../../core/people/account.ts'
import type { Store } from '../../core/store/database.ts'
import { plentyOfStake, visit } from './community.ts'

/** People of the web chat who talk to the router. */
export interface Chat {
  command(name: string, userId: string, args?: Record<string, string>): Promise<Screen | null>
  type(text: string, userId: string): Promise<Screen | null>
  /** Taps the button with this label. Throws when the screen has none. */
  tap(screen: Screen | null, label: string, userId: string): Promise<Screen | null>
  /** Somebody who agreed to the terms. */
  person(userId: string): Promise<Account>
}

export function openChat(store: Store, clock: Clock, services: Partial<Services> = {}): Chat {
  const handle = createRouter({
    store,
    clock,
    log: pino({ level: 'silent' }),
    services: { tokenSymbol: 'LABEL', demoWallets: plentyOfStake, ...services },
    moderators: new Set(['web:boss']),
    tapsPer10Seconds: 10_000,
  })
  let events = 0
  const send = (input: CommandInput, userId: string) =>
    handle({
      platform: 'web',
      eventId: `event-${events++}`,
      user: { id: userId, name: userId, locale: 'en' },
      input,
    })
  const command: Chat['command'] = (name, userId, args = {}) => send({ kind: 'command', name, args }, userId)
  return {
    command,
    type: (text, userId) => send({ kind: 'text', text }, userId),
    async tap(screen, label, userId) {
      const button = screen?.buttons.flat().find((one) => one.label === label)
      if (!button) throw new Error(`no button ${label} on: ${JSON.stringify(screen)}`)
      return await send({ kind: 'action', actionId: button.actionId }, userId)
    },
    async person(userId) {
      await command('start', userId, { step: 'begin' })
      return await store.transaction((trx) => visit(trx, clock, userId))
    },
  }
}

/** All that a screen says. */
export function textOf(screen: Screen | null): string {
  return screenText(screen?.blocks ?? [])
}

import { Writable } from 'node:stream'
import { pino } from 'pino'
import { expect } from 'vitest'
import type { Handle } from '../../../commands/adapter.ts'
import type { CommandEvent, CommandInput } from '../../../commands/command.ts'
import { createRouter } from '../../../commands/router.ts'
import type { Screen } from '../../../commands/screen.ts'
import { screenText } from '../../../commands/text.ts'
import { type AccountId, newId, type PersonId } from '../../../core/ids.ts'
import { pauseProject } from '../../../core/projects/pause-project.ts'
import type { Project } from '../../../core/projects/project.ts'
import { inferSingleChoice } from '../../../core/quality/infer-single-choice.ts'
import type { Store } from '../../../core/store/database.ts'
import type { Tables } from '../../../core/store/schema.ts'
import { expireLeases } from '../../../core/tasks/expire-leases.ts'
import { refreshBelief } from '../../../core/tasks/refresh-beliefs.ts'
import {
  addItems,
  HandClock,
  MINUTE_MS,
  type ProtocolOverrides,
  plentyOfStake,
  startProject,
} from '../../support/community.ts'
import { expectInvariants } from './invariants.ts'

/** One thing that may happen in a community. */
export interface Happening {
  readonly kind: 'answer' | 'answerOld' | 'skip' | 'task' | 'wait' | 'expire' | 'link' | 'replay' | 'refit'
  readonly who: number
  /** Chooses among what the kind offers. */
  readonly pick: number
}

const WATCHED = [
  'accounts',
  'identities',
  'items',
  'assignments',
  'annotations',
  'decisions',
  'wallets',
  'stake_deposits',
  'actions',
  'platform_events',
] as const satisfies readonly (keyof Tables)[]

let crowds = 0

/** People who act through the router, as through any platform, and remember every screen they saw. */
export class Crowd {
  /** Failures nobody expected, as logged. */
  readonly incidents: string[] = []
  readonly #store: Store
  readonly #clock = new HandClock()
  readonly #handle: Handle
  readonly #names: string[]
  /** Per person, every screen with buttons, oldest first. */
  readonly #screens = new Map<string, Screen[]>()
  readonly #events: CommandEvent[] = []
  readonly #persons = new Map<AccountId, PersonId>()
  /** Per account whose person changed, an id made right after the last time: ids grow with time. */
  readonly #joinedAt = new Map<AccountId, string>()
  #project: Project | undefined
  #acknowledged = 0
  #sent = 0

  static async gather(
    store: Store,
    size: { people: number; items: number; rule: ProtocolOverrides },
  ): Promise<Crowd> {
    const crowd = new Crowd(store, size.people)
    await crowd.#begin(size.items, size.rule)
    return crowd
  }

  private constructor(store: Store, people: number) {
    crowds++
    this.#store = store
    this.#names = Array.from({ length: people }, (_, index) => `crowd-${crowds}-${index}`)
    const incidents = new Writable({
      write: (chunk, _, done) => {
        this.incidents.push(String(chunk))
        done()
      },
    })
    this.#handle = createRouter({
      store,
      clock: this.#clock,
      log: pino({ level: 'error' }, incidents),
      services: { demoWallets: plentyOfStake, tokenSymbol: 'LABEL' },
      moderators: new Set(),
      tapsPer10Seconds: 1_000_000,
    })
  }

  async play({ kind, who, pick }: Happening): Promise<void> {
    const name = this.#names[who] ?? ''
    switch (kind) {
      case 'task':
        return await this.#sendCommand(name, 'task')
      case 'answer':
        return await this.#tap(name, pick % 2 === 0 ? 'Yes' : 'No', pick)
      case 'answerOld':
        return await this.#tapOld(name, pick)
      case 'skip':
        await this.#tap(name, "Can't tell", pick)
        return await this.#tap(name, 'It is unclear', pick)
      case 'wait':
        return this.#clock.advance((pick % 12) * MINUTE_MS)
      case 'expire':
        await expireLeases(this.#store, this.#clock, 1 + (pick % 5))
        return
      case 'link':
        return await this.#link(name, this.#names[pick % this.#names.length] ?? '')
      case 'refit':
        return await refreshBelief(this.#store, this.#clock, this.#project as Project, inferSingleChoice)
      case 'replay':
        await this.#replay(pick)
    }
  }

  async expectInvariants(): Promise<void> {
    const project = this.#project as Project
    await this.#store.transaction((trx) => expectInvariants(trx, project, this.#joinedAt))
  }

  /** Every answer that was acknowledged is stored, once. */
  async expectAcknowledgedIsStored(): Promise<void> {
    const stored = await this.#store.transaction((trx) =>
      trx
        .selectFrom('annotations')
        .select('id')
        .where('project_id', '=', this.#project?.id ?? null)
        .execute(),
    )
    expect(stored.length).toBe(this.#acknowledged)
  }

  async expectReplayChangesNothing(): Promise<void> {
    const before = await this.#dump()
    for (const event of this.#events) await this.#handle(event)
    expect(await this.#dump()).toEqual(before)
  }

  /** Ends the project and its leases, so that the next crowd on this database is alone. */
  async disperse(): Promise<void> {
    const slug = this.#project?.slug ?? ''
    await this.#store.transaction((trx) => pauseProject(trx, this.#clock, { slug, accountId: null }))
    this.#clock.advance(24 * 60 * MINUTE_MS)
    await expireLeases(this.#store, this.#clock, 1_000)
  }

  async #begin(items: number, rule: ProtocolOverrides): Promise<void> {
    const named = { name: `crowd-${crowds}`, ...rule }
    this.#project = await this.#store.transaction((trx) => startProject(trx, this.#clock, named))
    await addItems(this.#store, this.#project, items)
    for (const name of this.#names) {
      await this.#sendCommand(name, 'start')
      for (const label of ['English', 'I agree', 'Start labeling']) await this.#tap(name, label, 1)
    }
    await this.#noteMergers()
  }

  async #sendCommand(name: string, command: string, args: Record<string, string> = {}): Promise<void> {
    await this.#send(name, { kind: 'command', name: command, args })
  }

  /** Taps a button of the latest screen; asks for a task when there is none of that label. */
  async #tap(name: string, label: string, pick: number): Promise<void> {
    const actionId = actionOf(this.#screens.get(name)?.at(-1), label)
    if (actionId === undefined) return await this.#sendCommand(name, 'task')
    await this.#send(name, { kind: 'action', actionId }, pick % 5 === 0)
  }

  /** Taps a label of any screen the person ever saw: late, answered, or given back meanwhile. */
  async #tapOld(name: string, pick: number): Promise<void> {
    const screens = this.#screens.get(name) ?? []
    const actionId = actionOf(screens[pick % screens.length], pick % 3 === 0 ? 'No' : 'Yes')
    if (actionId !== undefined) await this.#send(name, { kind: 'action', actionId })
  }

  async #link(from: string, to: string): Promise<void> {
    const issued = await this.#send(to, { kind: 'command', name: 'link', args: {} })
    const code = /link ([2-9A-Z]{8})/.exec(screenText(issued?.blocks ?? []))?.[1]
    if (code === undefined) throw new Error('no link code was shown')
    await this.#send(from, { kind: 'command', name: 'link', args: { code } })
    await this.#noteMergers()
  }

  async #noteMergers(): Promise<void> {
    const accounts = await this.#store.transaction((trx) =>
      trx.selectFrom('accounts').select(['id', 'person_id']).execute(),
    )
    for (const { id, person_id: person } of accounts) {
      const known = this.#persons.get(id)
      if (known !== undefined && known !== person) this.#joinedAt.set(id, newId())
      this.#persons.set(id, person)
    }
  }

  /** Sends an event, now and then twice at the same time as platforms do. */
  async #send(name: string, input: CommandInput, twice = false): Promise<Screen | null> {
    this.#sent++
    const event: CommandEvent = {
      platform: 'web',
      eventId: `${name}-${this.#sent}`,
      user: { id: name, name: `Name of ${name}`, locale: 'en' },
      input,
    }
    const both = await Promise.all([this.#handle(event), ...(twice ? [this.#handle(event)] : [])])
    const [screen = null] = both
    const text = screenText(screen?.blocks ?? [])
    if (/^(Saved: |Your answer .* came after its time)/.test(text)) this.#acknowledged++
    if (screen === null || screen.buttons.length === 0) return screen
    // A refusal may be another one a moment later; what was done is answered alike.
    for (const other of both) expect(other).toEqual(screen)
    this.#events.push(event)
    this.#screens.set(name, [...(this.#screens.get(name) ?? []), screen])
    return screen
  }

  async #replay(pick: number): Promise<void> {
    const event = this.#events[pick % this.#events.length]
    if (event) await this.#handle(event)
  }

  /** All rows of all tables that events change, in a stable order. */
  async #dump(): Promise<Record<string, string[]>> {
    return await this.#store.transaction(async (trx) => {
      const dump: Record<string, string[]> = {}
      for (const table of WATCHED) {
        const rows = await trx.selectFrom(table).selectAll().execute()
        dump[table] = rows.map((row) => JSON.stringify(row)).sort()
      }
      return dump
    })
  }
}

function actionOf(screen: Screen | undefined, label: string): string | undefined {
  return screen?.buttons.flat().find((button) => button.label === label)?.actionId
}

import { type Clock, type Instant, instantOf, plusMs } from '../../core/clock.ts'
import type { ItemId } from '../../core/ids.ts'
import type { Account } from '../../core/people/account.ts'
import { type DemoWallets, ensureWallet } from '../../core/people/ensure-wallet.ts'
import { findOrCreateAccount } from '../../core/people/find-or-create-account.ts'
import { createProject } from '../../core/projects/create-project.ts'
import { type ProjectDefinitionSource, projectDefinition } from '../../core/projects/definition.ts'
import { openAtFirst } from '../../core/projects/open-at-first.ts'
import type { Project } from '../../core/projects/project.ts'
import type { Store, Trx } from '../../core/store/database.ts'
import { insertItems, lastOrdinal } from '../../core/store/items.ts'

export const TOKEN = 10n ** 18n
export const MINUTE_MS = 60_000

/** A clock that stands still until told otherwise. */
export class HandClock implements Clock {
  #now: Instant = instantOf(Date.UTC(2026, 0, 1))

  now(): Instant {
    return this.#now
  }

  advance(ms: number): void {
    this.#now = plusMs(this.#now, ms)
  }
}

export interface ProtocolOverrides {
  readonly name?: string
  readonly protocol?: 'peers' | 'independent'
  readonly validation?: ProjectDefinitionSource['validation']
  readonly languages?: readonly string[]
  readonly skills?: readonly string[]
  readonly content?: readonly string[]
  readonly redundancy?: number
  readonly maxRedundancy?: number
  readonly leaseMinutes?: number
  readonly labels?: readonly string[]
  readonly resubmit?: ProjectDefinitionSource['resubmit']
  readonly threshold?: { readonly numerator: number; readonly denominator: number }
  readonly stake?: { readonly perAnnotation: string; readonly slash: string }
  readonly audits?: ProjectDefinitionSource['audits']
  readonly breaker?: ProjectDefinitionSource['breaker']
  readonly minorities?: ProjectDefinitionSource['minorities']
  readonly adaptive?: { readonly annotationCost?: string; readonly wrongDecisionLoss?: string }
}

/** A project file for two labels, `yes` and `no`, and others on request. */
export function projectFile({ labels = [], ...overrides }: ProtocolOverrides = {}): object {
  const example = { text: 'An example', label: 'yes', why: 'It shows how' }
  return {
    name: 'sample',
    title: 'Sample',
    description: 'A project for tests',
    languages: ['en'],
    schema: {
      task: 'classification',
      question: 'Yes or no?',
      labels: [
        { name: 'yes', title: 'Yes', definition: 'It is so' },
        { name: 'no', title: 'No', definition: 'It is not so' },
        ...labels.map((name) => ({ name, title: name, definition: `It is ${name}` })),
      ],
    },
    guideline: { summary: 'Look twice', good: [example], poor: [{ ...example, label: 'no' }] },
    redundancy: 3,
    maxRedundancy: 5,
    rewards: { annotation: '0.1', budget: '100000' },
    stake: { perAnnotation: '1', slash: '0.2' },
    leaseMinutes: 15,
    // Chance has no place in tests; those of audits ask for all items.
    audits: { share: 0 },
    ...overrides,
  }
}

export async function startProject(
  trx: Trx,
  clock: Clock,
  overrides: ProtocolOverrides = {},
): Promise<Project> {
  const file = projectFile(overrides)
  const definition = projectDefinition.parse(file)
  return await createProject(trx, clock, { definition, source: JSON.stringify(file), createdBy: null })
}

/** Adds `count` items with texts of their own, in pieces so that large numbers fit; with `goldEvery`, each of so
 * many is gold with the label `yes`. */
export async function addItems(
  store: Store,
  project: Project,
  count: number,
  { goldEvery }: { goldEvery?: number } = {},
): Promise<void> {
  const redundancy = openAtFirst(project.definition)
  const isGold = (ordinal: number) => goldEvery !== undefined && ordinal % goldEvery === 0
  for (let done = 0; done < count; done += 1_000) {
    await store.transaction(async (trx) => {
      const firstOrdinal = (await lastOrdinal(trx, project.id)) + 1
      const items = Array.from({ length: Math.min(1_000, count - done) }, (_, index) => ({
        externalId: `item-${firstOrdinal + index}`,
        content: { text: `Text number ${firstOrdinal + index} of this project, as long as a short message` },
        goldLabel: isGold(firstOrdinal + index) ? 'yes' : null,
      }))
      await insertItems(trx, { projectId: project.id, firstOrdinal, redundancy, items })
    })
  }
}

/** Demo wallets with made-up addresses, rich enough never to run dry. */
export const plentyOfStake: DemoWallets = {
  addressOf: (index) => `0x${index.toString(16).padStart(40, '0')}`,
  stakeWei: 1_000_000n * TOKEN,
}

/** The account behind a platform's user, as each event finds it. */
export async function visit(trx: Trx, clock: Clock, userId: string, platform = 'web'): Promise<Account> {
  const visitor = { platform, userId, name: `Name of ${userId}`, locale: 'en', isModerator: false }
  return await findOrCreateAccount(trx, clock, visitor)
}

/** A newcomer with a wallet, ready to label. */
export async function newcomer(
  trx: Trx,
  clock: Clock,
  userId: string,
  { platform = 'web', wallets = plentyOfStake }: { platform?: string; wallets?: DemoWallets | null } = {},
): Promise<Account> {
  const account = await visit(trx, clock, userId, platform)
  await ensureWallet(trx, clock, account, wallets)
  return account
}

/** The row of an item as stored. */
export async function itemRow(trx: Trx, id: ItemId) {
  return await trx.selectFrom('items').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
}

import { type Instant, plusMs } from '../../clock.ts'
import { type AccountId, type ItemId, newId } from '../../ids.ts'
import { loadProject } from '../../projects/load-project.ts'
import type { Project } from '../../projects/project.ts'
import type { Trx } from '../../store/database.ts'
import {
  type ExpertCase,
  ledgerDeadlines,
  type RuledLabel,
  type Ruling,
  rulingsOf,
} from '../../store/expert-cases.ts'
import { textOfItem } from '../../store/items.ts'
import { insertNotifications } from '../../store/notifications.ts'
import { participantsOf } from '../../store/participants.ts'
import type { Round } from '../../store/rounds.ts'
import { projectOfTap } from '../../store/tap-projects.ts'

const HOUR_MS = 3_600_000
/** Reasons in one notice, and how long each and the item's text may be, in characters. */
const REASONS = 3
const LONGEST = 160

/** Tells everybody whose answer counts on items that these wait for experts, in one notice, and until when. */
export async function tellEscalated(trx: Trx, opened: readonly ExpertCase[], now: Instant): Promise<void> {
  const of = new Map<AccountId, Instant[]>()
  const deadlines = await ledgerDeadlines(
    trx,
    opened.map(({ itemId }) => itemId),
  )
  for (const { itemId, projectId } of opened) {
    const { definition } = loadProject(await projectOfTap(trx, projectId))
    const due = deadlines.get(itemId) ?? plusMs(now, definition.validation.expertHours * HOUR_MS)
    for (const one of await participantsOf(trx, itemId)) of.set(one, [...(of.get(one) ?? []), due])
  }
  const rows = [...of].map(([accountId, dues]) => ({
    id: newId<never>(),
    accountId,
    kind: 'item.toExperts' as const,
    params: { count: dues.length, deadline: dues.toSorted().at(-1) ?? now },
    dedupeKey: `item.toExperts:${opened[0]?.itemId}:${accountId}`,
    createdAt: now,
  }))
  if (rows.length > 0) await insertNotifications(trx, rows)
}

interface Ruled {
  readonly round: Round
  readonly project: Project
  /** What the experts agree on; left out when they are silent. */
  readonly label?: RuledLabel | undefined
  /** Whether everybody is paid, since nobody is wrong. */
  readonly isUnclear?: boolean
}

/** Tells everybody whose answer counts on an item how the experts decided it, and why. */
export async function tellRuling(
  trx: Trx,
  { round: { itemId, number }, project, label, isUnclear = false }: Ruled,
  createdAt: Instant,
): Promise<void> {
  const rulings = await rulingsOf(trx, itemId, number)
  const { labels } = project.definition.schema
  const params = {
    excerpt: cut(await textOfItem(trx, itemId)),
    label: typeof label === 'string' ? (labels.find((one) => one.name === label)?.title ?? label) : null,
    isUnclear,
    reasons: reasonsFor(rulings, label),
  }
  const rows = (await participantsOf(trx, itemId)).map((accountId) => ({
    id: newId<never>(),
    accountId,
    kind: 'item.ruled' as const,
    params,
    dedupeKey: `item.ruled:${keyOf(itemId, number)}:${accountId}`,
    createdAt,
  }))
  if (rows.length > 0) await insertNotifications(trx, rows)
}

/** The reasons of those who said what the experts agreed on, each once. */
function reasonsFor(rulings: readonly Ruling[], label: RuledLabel | undefined): string[] {
  const reasons = rulings.filter((ruling) => ruling.label === label).map((ruling) => cut(ruling.reason))
  return [...new Set(reasons)].slice(0, REASONS)
}

function keyOf(itemId: ItemId, round: number): string {
  return `${itemId}:${round}`
}

function cut(text: string): string {
  const letters = [...text]
  return letters.length > LONGEST ? `${letters.slice(0, LONGEST).join('')}…` : text
}

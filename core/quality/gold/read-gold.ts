import type { Account } from '../../people/account.ts'
import { findProject } from '../../projects/find-project.ts'
import type { Trx } from '../../store/database.ts'
import { countDisputedGold, countGold, type GoldItem, goldItemsIn } from '../../store/gold.ts'
import { goldKeeper } from './gold-keeper.ts'

/** A gold item as moderators see it. */
export interface ListedGold extends Omit<GoldItem, 'itemId' | 'projectId' | 'knownLabel' | 'isBelieved'> {
  readonly labelTitle: string
}

/** The gold of a project. */
export interface GoldOverview {
  readonly slug: string
  readonly title: string
  /** Gold items a project wants to have. */
  readonly wanted: number
  readonly candidates: number
  readonly active: number
  readonly retired: Readonly<Record<string, number>>
  /** Retired ones whose answer is in doubt and has not been stated. */
  readonly disputes: number
  /** Active ones by the title of their label. */
  readonly activeByLabel: readonly { readonly labelTitle: string; readonly count: number }[]
  /** The proposals that wait longest. */
  readonly waiting: readonly ListedGold[]
  /** The active ones that judge longest. */
  readonly judging: readonly ListedGold[]
}

/** How a project's gold stands, with the first `limit` proposals and active items.
 * @throws ExpectedError `project.unknown`, `command.forbidden` */
export async function readGold(
  trx: Trx,
  { slug, limit, account }: { slug: string; limit: number; account: Account | null },
): Promise<GoldOverview> {
  const project = await findProject(trx, slug)
  await goldKeeper(trx, project, account)
  const { labels } = project.definition.schema
  const titleOf = (name: string | null) => labels.find((one) => one.name === name)?.title ?? name ?? ''
  const listed = ({
    itemId: _item,
    projectId: _project,
    knownLabel: _known,
    isBelieved: _believed,
    ...gold
  }: GoldItem): ListedGold => ({ ...gold, labelTitle: titleOf(gold.label) })
  const counts = await countGold(trx, project.id)
  const sum = (those: typeof counts) => those.reduce((total, one) => total + one.count, 0)
  const byReason = Map.groupBy(
    counts.filter(({ state }) => state === 'retired'),
    ({ reason }) => reason ?? 'withdrawn',
  )
  const active = counts.filter(({ state }) => state === 'active')
  return {
    slug: project.slug,
    title: project.definition.title,
    wanted: project.definition.gold.wanted,
    candidates: sum(counts.filter(({ state }) => state === 'candidate')),
    active: sum(active),
    retired: Object.fromEntries([...byReason].map(([reason, those]) => [reason, sum(those)])),
    disputes: await countDisputedGold(trx, project.id),
    activeByLabel: labels.map(({ name, title }) => ({
      labelTitle: title,
      count: sum(active.filter(({ label }) => label === name)),
    })),
    waiting: (await goldItemsIn(trx, project.id, 'candidate', limit)).map(listed),
    judging: (await goldItemsIn(trx, project.id, 'active', limit)).map(listed),
  }
}

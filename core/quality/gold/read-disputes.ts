import type { Account } from '../../people/account.ts'
import { findProject } from '../../projects/find-project.ts'
import type { Project } from '../../projects/project.ts'
import type { Trx } from '../../store/database.ts'
import { answeredOnGold, countDisputedGold, disputedGold } from '../../store/gold.ts'
import { openObjections } from '../../store/gold-objections.ts'
import { practisedOn } from '../../store/practice.ts'
import { goldKeeper } from './gold-keeper.ts'

/** A gold item whose answer is in doubt, so that it judges nobody until somebody states it, or that has people against
 * its answer. It tests nobody. */
export interface GoldDispute {
  readonly externalId: string
  readonly text: string
  /** Title of the label it was gold with, and why. */
  readonly saidTitle: string
  readonly why: string | null
  /** False while it judges nobody. */
  readonly isKnown: boolean
  /** People who say that it is wrong. */
  readonly objections: number
  /** What people say who answered it as gold or practised on it, most first. */
  readonly given: readonly { readonly labelTitle: string; readonly people: number }[]
}

export interface GoldDisputes {
  readonly project: Project
  readonly count: number
  /** The longest in doubt first. */
  readonly open: readonly GoldDispute[]
}

/** The gold of a project whose answer is in doubt: `limit` of it after passing over `skip`.
 * @throws ExpectedError `project.unknown`, `command.forbidden` */
export async function readDisputes(
  trx: Trx,
  { slug, skip, limit, account }: { slug: string; skip: number; limit: number; account: Account | null },
): Promise<GoldDisputes> {
  const project = await findProject(trx, slug)
  await goldKeeper(trx, project, account)
  const { labels } = project.definition.schema
  const titleOf = (name: string) => labels.find((one) => one.name === name)?.title ?? name
  const open: GoldDispute[] = []
  for (const item of await disputedGold(trx, project.id, skip, limit)) {
    const { itemId, externalId, text, label, why } = item
    const answers = new Map([...(await practisedOn(trx, itemId)), ...(await answeredOnGold(trx, itemId))])
    const given = [...Map.groupBy(answers.values(), titleOf)]
      .map(([labelTitle, those]) => ({ labelTitle, people: those.length }))
      .sort((a, b) => b.people - a.people)
    const objections = (await openObjections(trx, itemId)).length
    const said = { saidTitle: titleOf(label ?? ''), why, isKnown: item.knownLabel !== null }
    open.push({ externalId, text, ...said, objections, given })
  }
  return { project, count: await countDisputedGold(trx, project.id), open }
}

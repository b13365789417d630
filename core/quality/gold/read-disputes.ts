import type { Account } from '../../people/account.ts'
import { findProject } from '../../projects/find-project.ts'
import type { Project } from '../../projects/project.ts'
import type { Trx } from '../../store/database.ts'
import { answeredOnGold, countDisputedGold, disputedGold } from '../../store/gold.ts'
import { goldKeeper } from './gold-keeper.ts'

/** A gold item whose answer is in doubt: it tests and judges nobody until somebody states it. */
export interface GoldDispute {
  readonly externalId: string
  readonly text: string
  /** Title of the label it was gold with, and why. */
  readonly saidTitle: string
  readonly why: string | null
  /** What people say who answered it as gold, most first. */
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
  for (const { itemId, externalId, text, label, why } of await disputedGold(trx, project.id, skip, limit)) {
    const answers = [...(await answeredOnGold(trx, itemId)).values()]
    const given = [...Map.groupBy(answers, titleOf)]
      .map(([labelTitle, those]) => ({ labelTitle, people: those.length }))
      .sort((a, b) => b.people - a.people)
    open.push({ externalId, text, saidTitle: titleOf(label ?? ''), why, given })
  }
  return { project, count: await countDisputedGold(trx, project.id), open }
}

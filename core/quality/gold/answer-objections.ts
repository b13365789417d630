import type { Clock } from '../../clock.ts'
import { newId } from '../../ids.ts'
import type { Project } from '../../projects/project.ts'
import type { Trx } from '../../store/database.ts'
import type { GoldItem } from '../../store/gold.ts'
import { openObjections, settleObjections } from '../../store/gold-objections.ts'
import { tellPerson } from '../notices/tell-person.ts'

const EXCERPT_LENGTH = 80

/** Tells everybody who objected to the known answer of an item what was stated after looking again, and why. */
export async function answerObjections(
  trx: Trx,
  clock: Clock,
  project: Project,
  item: GoldItem,
  stated: { label: string; why: string | null },
): Promise<void> {
  const titleOf = (name: string) =>
    project.definition.schema.labels.find((one) => one.name === name)?.title ?? name
  for (const { personId, label } of await openObjections(trx, item.itemId)) {
    const params = {
      project: project.definition.title,
      excerpt: [...item.text].slice(0, EXCERPT_LENGTH).join(''),
      label: titleOf(label),
      right: titleOf(stated.label),
      why: stated.why,
    }
    await tellPerson(trx, clock, personId, { kind: 'gold.lookedAgain', params, key: `gold:${newId()}` })
  }
  await settleObjections(trx, item.itemId, clock.now())
}

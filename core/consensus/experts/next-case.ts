import type { ItemId } from '../../ids.ts'
import type { Account } from '../../people/account.ts'
import { loadProject } from '../../projects/load-project.ts'
import type { Project } from '../../projects/project.ts'
import { guidelineVersionOf, reviewAnswers } from '../../store/annotations.ts'
import { appealsOfItem } from '../../store/appeals.ts'
import { personsOfItem } from '../../store/assignments.ts'
import type { Trx } from '../../store/database.ts'
import { drawsOfRound } from '../../store/draws.ts'
import { type ExpertCase, mayBeUnclear, openCases } from '../../store/expert-cases.ts'
import { textOfItem } from '../../store/items.ts'
import { projectOfTap } from '../../store/tap-projects.ts'
import { readAgreement } from './read-agreement.ts'

/** An item with everything an expert needs to decide it. */
export interface CaseFile {
  readonly itemId: ItemId
  readonly project: Project
  readonly text: string
  /** Of the guideline that the first answer was given by. */
  readonly guidelineVersion: number
  /** Label of the first answer, and how many validators of each round gave each label. */
  readonly firstLabel: string | null
  readonly votes: readonly { readonly stage: number; readonly label: string; readonly count: number }[]
  /** Why validators gave no label, and how many of them. */
  readonly reasons: readonly { readonly reason: string; readonly count: number }[]
  /** Why people contest the votes. */
  readonly appeals: readonly string[]
  readonly rulings: { readonly given: number; readonly needed: number }
  /** Whether the experts may say that it is unclear, by which everybody is paid. */
  readonly mayBeUnclear: boolean
}

const LOOKED_AT = 200

/** The oldest case that this expert may decide and has not: one in which neither they nor anybody of their cluster took
 * part. Null when there is none. */
export async function nextCase(trx: Trx, account: Account): Promise<CaseFile | null> {
  for (const one of await openCases(trx, LOOKED_AT)) {
    if ((await personsOfItem(trx, one.itemId)).includes(account.personId)) continue
    const { rulings, needed } = await readAgreement(trx, one.itemId, one.round)
    if (rulings.some((ruling) => ruling.personId === account.personId)) continue
    return await fileOf(trx, one, { given: rulings.length, needed })
  }
  return null
}

async function fileOf(trx: Trx, one: ExpertCase, rulings: CaseFile['rulings']): Promise<CaseFile> {
  const { itemId, round } = one
  const answers = await reviewAnswers(trx, itemId, round)
  const draws = await drawsOfRound(trx, one)
  const stages = new Map(draws.map((draw) => [draw.annotationId, draw.stage]))
  const split = Map.groupBy(
    answers.filter((answer) => answer.role === 'validator'),
    (answer) => `${stages.get(answer.id) ?? 1} ${answer.label}`,
  )
  const declined = Map.groupBy(
    draws.filter((draw) => draw.annotationId === null && draw.offeredAt !== null && draw.reason !== null),
    (draw) => draw.reason ?? '',
  )
  return {
    itemId,
    project: loadProject(await projectOfTap(trx, one.projectId)),
    text: await textOfItem(trx, itemId),
    guidelineVersion: await guidelineVersionOf(trx, itemId, round),
    firstLabel: answers.find((answer) => answer.role === 'annotator')?.label ?? null,
    votes: [...split].map(([key, group]) => ({
      stage: Number(key.slice(0, 1)),
      label: key.slice(2),
      count: group.length,
    })),
    reasons: [...declined].map(([reason, group]) => ({ reason, count: group.length })),
    appeals: (await appealsOfItem(trx, itemId)).map((appeal) => appeal.reason),
    rulings,
    mayBeUnclear: await mayBeUnclear(trx, itemId),
  }
}

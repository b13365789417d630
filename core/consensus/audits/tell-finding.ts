import type { Clock } from '../../clock.ts'
import { newId, type PersonId } from '../../ids.ts'
import type { Project } from '../../projects/project.ts'
import { type ReviewAnswer, reviewAnswers } from '../../store/annotations.ts'
import { auditRulingsOf } from '../../store/audit-rulings.ts'
import type { Audit } from '../../store/audits.ts'
import type { Trx } from '../../store/database.ts'
import { textOfItem } from '../../store/items.ts'
import { insertNotifications } from '../../store/notifications.ts'
import type { AccuracyChange } from './confirm-by-experts.ts'
import { type MoneySide, moneySides } from './money-sides.ts'

/** The beginning of an item's text that tells people which one is meant. */
const EXCERPT_LENGTH = 80

interface Told {
  readonly audit: Audit
  readonly project: Project
  /** found, dropped: to whoever answered otherwise; stands: to everybody who answered. */
  readonly kind: 'audit.found' | 'audit.dropped' | 'audit.stands'
  /** How reputations changed, where they did. */
  readonly changes?: ReadonlyMap<PersonId, AccuracyChange>
}

/** Tells whoever a finding concerns of it, once for each kind: what they said, what experts say and why. */
export async function tellFinding(trx: Trx, clock: Clock, told: Told): Promise<void> {
  const { audit, kind } = told
  const answers = await reviewAnswers(trx, audit.itemId, audit.round)
  const side = await moneySides(trx, audit, answers)
  const words = await commonWords(trx, told)
  const concerned = answers.filter((one) => kind === 'audit.stands' || one.label !== audit.finding)
  const byAccount = new Map(concerned.map((answer) => [answer.accountId, answer]))
  const rows = [...byAccount.values()].map((answer) => ({
    id: newId<never>(),
    accountId: answer.accountId,
    kind,
    params: { ...words, ...ownWords(told, answer, side(answer)) },
    dedupeKey: `${kind}:${audit.id}:${audit.look}:${answer.accountId}`,
    createdAt: clock.now(),
  }))
  await insertNotifications(trx, rows)
}

async function commonWords(trx: Trx, { audit, project }: Told) {
  const { itemId, finding, contestUntil, look, id } = audit
  const text = await textOfItem(trx, itemId)
  const looks = look > 1 ? [look, 1] : [1]
  const rulings = await Promise.all(looks.map((one) => auditRulingsOf(trx, id, one)))
  return {
    project: project.definition.title,
    excerpt: [...text].slice(0, EXCERPT_LENGTH).join(''),
    right: titleOf(project, finding ?? ''),
    why: rulings.flat().find((ruling) => ruling.label === finding)?.reason ?? '',
    until: contestUntil ?? '',
  }
}

function ownWords({ project, audit, changes }: Told, { label, personId }: ReviewAnswer, money: MoneySide) {
  const change = changes?.get(personId)
  return {
    label: titleOf(project, label),
    isRight: label === audit.finding,
    money,
    before: change?.before ?? null,
    after: change?.after ?? null,
  }
}

function titleOf({ definition }: Project, name: string): string {
  return definition.schema.labels.find((label) => label.name === name)?.title ?? name
}

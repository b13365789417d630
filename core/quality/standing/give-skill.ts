import type { Clock } from '../../clock.ts'
import { ExpectedError } from '../../errors.ts'
import type { AccountId, PersonId } from '../../ids.ts'
import { findProject } from '../../projects/find-project.ts'
import { insertAuditEntry } from '../../store/audit-entries.ts'
import type { Trx } from '../../store/database.ts'
import { peopleCalled } from '../../store/people-called.ts'
import { deleteSetting, insertSetting } from '../../store/person-settings.ts'
import { findPerson } from './find-person.ts'

interface SkillOrder {
  readonly slug: string
  /** Beginning of a pseudonym of the project, a name, or `platform:id`. */
  readonly who: string
  readonly skill: string
  /** False: it is taken away. */
  readonly has: boolean
  /** The moderator who says so. */
  readonly accountId: AccountId
}

/**
 * Gives a person a skill that a project asks for, in every project, or takes it away. The audit keeps who did it.
 * @throws ExpectedError `project.unknown`, `person.unknown`, `person.ambiguous`, `person.sameName`, `skill.unknown`
 */
export async function giveSkill(
  trx: Trx,
  clock: Clock,
  { slug, who, skill: wanted, has, accountId }: SkillOrder,
): Promise<{ name: string; skill: string }> {
  const { definition } = await findProject(trx, slug)
  const skill = definition.skills.find((one) => one === wanted.trim().toLowerCase())
  if (!skill) {
    const skills = definition.skills.join(', ') || '–'
    throw new ExpectedError('skill.unknown', { given: wanted.slice(0, 40), skills })
  }
  const { personId, name } = await findAnybody(trx, slug, who)
  const setting = { kind: 'skill', value: skill } as const
  const at = clock.now()
  const changed = has
    ? await insertSetting(trx, personId, setting, { setBy: accountId, at })
    : await deleteSetting(trx, personId, setting)
  if (changed) {
    await insertAuditEntry(trx, {
      accountId,
      action: has ? 'skill.given' : 'skill.taken',
      target: slug,
      details: { personId, skill },
      createdAt: at,
    })
  }
  return { name, skill }
}

/** Also people who have not labeled in the project: without the skill they could not. */
async function findAnybody(
  trx: Trx,
  slug: string,
  who: string,
): Promise<{ personId: PersonId; name: string }> {
  const [first, ...others] = await peopleCalled(trx, who.trim())
  if (!first) return await findPerson(trx, { slug, who })
  if (others.length === 0) return first
  throw new ExpectedError('person.sameName', { person: who.slice(0, 40), count: others.length + 1 })
}

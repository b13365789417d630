import { createHash } from 'node:crypto'
import type { Clock } from '../clock.ts'
import type { PersonId } from '../ids.ts'
import type { NotificationParams } from '../notifications/notification.ts'
import { activeProjects } from '../projects/active-projects.ts'
import type { Project } from '../projects/project.ts'
import type { Fall } from '../quality/agreement/drift.ts'
import { tellModerators } from '../quality/notices/tell-moderators.ts'
import type { Store } from '../store/database.ts'
import { insertTies, type PersonTie } from '../store/person-ties.ts'
import type { NamedPerson, ProjectHealth } from './project-health.ts'
import { readProjectHealth } from './read-project-health.ts'

type Alarm = NotificationParams<'health.alarm'>

/**
 * A job: looks at the health of every active project, and tells moderators of drift and of people whose answers want a
 * look, once for the same findings. The evidence is in the report. Nothing follows from an alarm by itself, but that
 * people who copy from one another count as one where validators are drawn. Returns how many projects it raised one
 * for.
 */
export async function watchHealth(store: Store, clock: Clock): Promise<number> {
  let alarms = 0
  for (const project of await store.transaction(activeProjects)) {
    if (await watchProject(store, clock, project)) alarms++
  }
  return alarms
}

async function watchProject(store: Store, clock: Clock, { id, slug }: Project): Promise<boolean> {
  return await store.transaction(async (trx) => {
    const health = await readProjectHealth(trx, slug)
    await insertTies(trx, tiesOf(health), clock.now())
    const findings = findingsOf(health)
    if (findings.length === 0) return false
    const digest = createHash('sha256').update(findings.sort().join('\n')).digest('hex')
    await tellModerators(trx, clock, {
      kind: 'health.alarm',
      params: alarmOf(health),
      key: `health:${id}:${digest}`,
    })
    return true
  })
}

/** People who copy from one another are drawn for an item together no more. */
function tiesOf({ slug, suspects }: ProjectHealth): PersonTie[] {
  return suspects.collusion.flatMap(({ people: [first, ...others] }) =>
    others.map(
      (other): PersonTie => ({
        people: [(first?.id ?? other.id) as PersonId, other.id as PersonId],
        kind: 'votes',
        detail: slug,
      }),
    ),
  )
}

/** What was found of whom, without the figures, which change with every answer. */
function findingsOf({ drift, suspects }: ProjectHealth): string[] {
  const each = (kind: string, people: readonly { readonly person: NamedPerson }[]) =>
    people.map(({ person }) => `${kind} ${person.id}`)
  return [
    ...(drift.project ? ['drift'] : []),
    ...each('drift', drift.people),
    ...each('fast', suspects.tooFast),
    ...each('constant', suspects.constant),
    ...each('random', suspects.random),
    ...suspects.collusion.flatMap(({ people }) => people.map(({ id }) => `alike ${id}`)),
  ]
}

function alarmOf({ slug, drift, suspects }: ProjectHealth): Alarm {
  const names = (people: readonly { readonly person: NamedPerson }[]) =>
    people.map(({ person }) => person.name)
  return {
    project: slug,
    fall: drift.project && { earlier: shareOf(drift.project.earlier), recent: shareOf(drift.project.recent) },
    worse: names(drift.people),
    fast: names(suspects.tooFast),
    constant: names(suspects.constant),
    blind: names(suspects.random),
    alike: suspects.collusion.map(({ people }) => people.map(({ name }) => name)),
  }
}

function shareOf({ right, total }: Fall['earlier']): number {
  return right / total
}

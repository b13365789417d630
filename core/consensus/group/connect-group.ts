import type { Clock } from '../../clock.ts'
import { ExpectedError } from '../../errors.ts'
import { newId } from '../../ids.ts'
import type { Account } from '../../people/account.ts'
import { findProject } from '../../projects/find-project.ts'
import type { Project } from '../../projects/project.ts'
import { insertAuditEntry } from '../../store/audit-entries.ts'
import type { Trx } from '../../store/database.ts'
import { endGroupPlaces, type GroupAddress, putGroupPlace } from '../../store/group-places.ts'
import { reviveGroupPosts } from '../../store/group-posts.ts'

/**
 * Has the disputes of a project put to the vote in a group from now on, also those that the group lost before.
 * @throws ExpectedError `project.unknown`, `group.notPeers`, `group.content`: not everybody takes what it shows
 */
export async function connectGroup(
  trx: Trx,
  clock: Clock,
  account: Account,
  { slug, address }: { readonly slug: string; readonly address: GroupAddress },
): Promise<Project> {
  const project = await findProject(trx, slug)
  const { protocol, content } = project.definition
  if (protocol !== 'peers') throw new ExpectedError('group.notPeers', { project: project.slug })
  if (content.length > 0) throw new ExpectedError('group.content', { project: project.slug })
  const now = clock.now()
  const place = { id: newId<never>(), projectId: project.id, locale: account.locale, connectedBy: account.id }
  await putGroupPlace(trx, { ...address, ...place }, now)
  await reviveGroupPosts(trx, address, project.id)
  await note(trx, clock, account, 'group.connected', address, project.slug)
  return project
}

/** Puts no more disputes into a group, of one project or of all. What stands there goes on to its end.
 * @throws ExpectedError `project.unknown`, `group.notConnected` */
export async function disconnectGroup(
  trx: Trx,
  clock: Clock,
  account: Account,
  { slug, address }: { readonly slug: string | undefined; readonly address: GroupAddress },
): Promise<void> {
  const project = slug === undefined ? undefined : await findProject(trx, slug)
  if ((await endGroupPlaces(trx, address, clock.now(), project?.id)) === 0) {
    throw new ExpectedError('group.notConnected', {})
  }
  await note(trx, clock, account, 'group.disconnected', address, project?.slug ?? '')
}

async function note(
  trx: Trx,
  clock: Clock,
  { id: accountId }: Account,
  action: string,
  { platform, chat, topic }: GroupAddress,
  project: string,
): Promise<void> {
  const details = { project, topic }
  await insertAuditEntry(trx, {
    accountId,
    action,
    target: `${platform}:${chat}`,
    details,
    createdAt: clock.now(),
  })
}

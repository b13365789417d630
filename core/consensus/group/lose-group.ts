import type { Clock } from '../../clock.ts'
import { newId } from '../../ids.ts'
import { loadProject } from '../../projects/load-project.ts'
import type { Trx } from '../../store/database.ts'
import { loseGroupPlace } from '../../store/group-places.ts'
import type { GroupPost } from '../../store/group-posts.ts'
import { insertNotifications } from '../../store/notifications.ts'
import { projectOfTap } from '../../store/tap-projects.ts'

/** Ends a group the bot may not write to any more, and tells whoever connected it. Votes go on in private. */
export async function loseGroup(trx: Trx, clock: Clock, post: GroupPost): Promise<void> {
  const { placeId, projectId, platform, connectedBy } = post
  const now = clock.now()
  if (!(await loseGroupPlace(trx, placeId, now))) return
  const { definition } = loadProject(await projectOfTap(trx, projectId))
  await insertNotifications(trx, [
    {
      id: newId<never>(),
      accountId: connectedBy,
      kind: 'group.lost',
      params: { project: definition.title, platform },
      dedupeKey: `group.lost:${placeId}:${now}`,
      createdAt: now,
    },
  ])
}

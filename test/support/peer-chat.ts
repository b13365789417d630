import type { Account } from '../../core/people/account.ts'
import { claimItem } from '../../core/tasks/claim-item.ts'
import { submitAnnotation } from '../../core/tasks/submit-annotation.ts'
import { openChat } from './chat.ts'
import { addItems, HandClock, type ProtocolOverrides, startProject } from './community.ts'
import { openSqlite } from './databases.ts'

/** People of the web chat around one item of a project with peers. */
export type PeerChat = Awaited<ReturnType<typeof openPeerChat>>

export async function openPeerChat(file: ProtocolOverrides = {}) {
  const database = await openSqlite()
  const { store } = database
  const clock = new HandClock()
  const project = await store.transaction((trx) => startProject(trx, clock, { protocol: 'peers', ...file }))
  await addItems(store, project, 1)
  return {
    database,
    clock,
    chat: openChat(store, clock),
    project,
    /** Labels the next item that somebody is given; says which. */
    answer: (account: Account, label: string) =>
      store.transaction(async (trx) => {
        const { assignmentId, item } = await claimItem(trx, clock, account, {})
        const given = { assignmentId, label, platform: 'web' }
        const { annotationId } = await submitAnnotation(trx, clock, account, given)
        return { itemId: item.id, annotationId }
      }),
  }
}

/** Seats of these people, drawn in this order. */
export function seatsOf(people: readonly Account[]) {
  return people.map(({ id: accountId, personId }, place) => ({
    seat: 10 + place,
    place,
    weight: 1,
    owner: { accountId, personId },
  }))
}

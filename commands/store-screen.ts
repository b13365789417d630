import { type Clock, plusMs } from '../core/clock.ts'
import { type AccountId, newActionId } from '../core/ids.ts'
import { insertAction } from '../core/store/actions.ts'
import type { Trx } from '../core/store/database.ts'
import type { Screen, ScreenDraft } from './screen.ts'

const LIFETIME_MS = 14 * 24 * 3_600_000

/** Stores what the buttons of a screen do, under one opaque id, and gives each its id. Those of a notice, which
 * comes between whatever a person is doing, are not answered by typing. */
export async function storeScreen(
  trx: Trx,
  clock: Clock,
  accountId: AccountId,
  draft: ScreenDraft,
  isNotice = false,
): Promise<Screen> {
  const drafts = draft.buttons.flat()
  if (drafts.length === 0) return { ...draft, buttons: [] }
  const id = newActionId()
  const createdAt = clock.now()
  const choices = drafts.map(({ label, command, args = {} }) => ({ label, command, args }))
  const expiresAt = plusMs(createdAt, LIFETIME_MS)
  await insertAction(trx, { id, accountId, choices, createdAt, expiresAt, isNotice })
  let index = 0
  const buttons = draft.buttons.map((row) =>
    row.map(({ label, style = 'secondary' }) => ({ label, style, actionId: `${id}.${index++}` })),
  )
  return { ...draft, buttons }
}

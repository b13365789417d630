import { type Clock, plusMs } from '../core/clock.ts'
import { type AccountId, type ActionId, newActionId } from '../core/ids.ts'
import { type Choice, insertAction } from '../core/store/actions.ts'
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
  if (draft.buttons.flat().length === 0) return { ...draft, buttons: [] }
  const id = newActionId()
  const createdAt = clock.now()
  const choices = choicesOf(draft)
  const expiresAt = plusMs(createdAt, LIFETIME_MS)
  await insertAction(trx, { id, accountId, choices, createdAt, expiresAt, isNotice })
  return withActions(draft, id)
}

/** Stores what the buttons of a group's message do, which anybody may tap. Shown again, they keep the id `known`. */
export async function storeSharedScreen(
  trx: Trx,
  clock: Clock,
  { accountId, known }: { readonly accountId: AccountId; readonly known: ActionId | null },
  draft: ScreenDraft,
): Promise<{ readonly screen: Screen; readonly actionId: ActionId | null }> {
  if (draft.buttons.flat().length === 0) return { screen: { ...draft, buttons: [] }, actionId: known }
  const id = known ?? newActionId()
  if (known === null) {
    const createdAt = clock.now()
    const choices = choicesOf(draft)
    const expiresAt = plusMs(createdAt, LIFETIME_MS)
    await insertAction(trx, { id, accountId, choices, createdAt, expiresAt, isNotice: true, isShared: true })
  }
  return { screen: withActions(draft, id), actionId: id }
}

function choicesOf({ buttons }: ScreenDraft): Choice[] {
  return buttons.flat().map(({ label, command, args = {} }) => ({ label, command, args }))
}

/** The screen with an id for each of its buttons. */
function withActions(draft: ScreenDraft, id: ActionId): Screen {
  let index = 0
  const buttons = draft.buttons.map((row) =>
    row.map(({ label, style = 'secondary' }) => ({ label, style, actionId: `${id}.${index++}` })),
  )
  return { ...draft, buttons }
}

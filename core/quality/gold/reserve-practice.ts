import type { Clock } from '../../clock.ts'
import type { Project } from '../../projects/project.ts'
import type { Trx } from '../../store/database.ts'
import { findGoldItemById } from '../../store/gold.ts'
import { lockItem } from '../../store/gold-work.ts'
import { countPracticeItems, unseenGold } from '../../store/practice.ts'
import { changeGold } from './change-gold.ts'

/** Items wanted for each that a newcomer must do: others are shown to the next one, and to who tries again. */
const EACH = 2
const LOOKED_AT = 1_000

/** Sets gold that nobody was given yet aside for practice, where a project asks for practice: each label its equal
 * part, and never more than half of it. What is practised on tests nobody. Returns how many. */
export async function reservePractice(trx: Trx, clock: Clock, project: Project): Promise<number> {
  const { practice, schema } = project.definition
  if (!practice) return 0
  const wanted = EACH * practice.items
  const missing = wanted - (await countPracticeItems(trx, project.id, wanted))
  if (missing <= 0) return 0
  const unseen = await unseenGold(trx, project.id, LOOKED_AT)
  const room = Math.min(missing, Math.floor(unseen.length / 2))
  const byLabel = schema.labels.map(({ name }) => unseen.filter((one) => one.label === name))
  const inTurn = Array.from({ length: unseen.length }, (_, at) => byLabel.flatMap((those) => those[at] ?? []))
  const chosen = inTurn.flat().slice(0, room)
  for (const { itemId } of chosen) {
    await lockItem(trx, itemId)
    const item = await findGoldItemById(trx, itemId)
    if (item?.state !== 'active' || item.label === null || item.origin === null) continue
    const { label, why, origin } = item
    const step = { state: 'retired', label, isKnown: true, why, origin, reason: 'practice' } as const
    await changeGold(trx, clock, project, item, { ...step, accountId: null })
  }
  return chosen.length
}

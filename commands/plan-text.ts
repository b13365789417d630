import type { ProjectDefinition } from '../core/projects/definition.ts'
import { type ValidationPlan, validationPlan } from '../core/projects/validation-plan.ts'
import type { Trx } from '../core/store/database.ts'
import { countTakenSeats } from '../core/store/seats.ts'
import type { Translate } from '../locales/messages.ts'

/** How items of a project are decided with the validators there are, in words; null where no validators are drawn. */
export async function planText(
  t: Translate,
  trx: Trx,
  { protocol, validation }: ProjectDefinition,
): Promise<string | null> {
  if (protocol !== 'peers') return null
  return wordPlan(t, validationPlan(validation, await countTakenSeats(trx)))
}

function wordPlan(
  t: Translate,
  { seats: count, first, second, gatherHours, expertHours }: ValidationPlan,
): string {
  const experts = t('plan.experts', { count: expertHours })
  if (first === null) return `${t('plan.noRound', { count, hours: gatherHours ?? 0 })} ${experts}`
  const rounds =
    second === null ? t('plan.oneRound', { count, first }) : t('plan.twoRounds', { count, first, second })
  const wait = gatherHours === null ? '' : ` ${t('plan.gather', { count: gatherHours })}`
  return `${rounds}${wait} ${experts}`
}

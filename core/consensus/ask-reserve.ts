import { type Instant, plusMs } from '../clock.ts'
import type { PersonId } from '../ids.ts'
import { ALWAYS, type Availability, availabilityAt } from '../people/availability.ts'
import type { ProjectDefinition } from '../projects/definition.ts'
import { personsGivenItem, personsOfItem } from '../store/assignments.ts'
import type { Trx } from '../store/database.ts'
import type { Draw, ReviewKey } from '../store/draws.ts'
import { matesOf } from '../store/person-clusters.ts'
import { availabilities } from '../store/validators.ts'
import { unsuitedPeople } from './unsuited-people.ts'

/** What decides who of the reserve is asked. */
export interface Reserve {
  /** Everybody who was ever given the item. */
  readonly seen: ReadonlySet<PersonId>
  /** Everybody who is in one cluster with somebody who was given the item or asked about it. */
  readonly related: ReadonlySet<PersonId>
  /** Those whom the project does not suit: its languages, skills or content are not theirs. */
  readonly unsuited: ReadonlySet<PersonId>
  readonly availability: ReadonlyMap<PersonId, Availability>
}

/** Reads what decides who is asked next of these draws of an item, of all its stages. */
export async function readReserve(
  trx: Trx,
  { itemId }: ReviewKey,
  draws: readonly Draw[],
  definition: ProjectDefinition,
): Promise<Reserve> {
  const related = [...(await personsOfItem(trx, itemId)), ...(await matesOf(trx, draws.flatMap(askedPerson)))]
  const waiting = draws.flatMap(({ personId, state }) => (state === 'reserve' && personId) || [])
  return {
    seen: new Set(await personsGivenItem(trx, itemId)),
    related: new Set(related),
    unsuited: new Set(await unsuitedPeople(trx, waiting, definition)),
    availability: await availabilities(trx, waiting),
  }
}

/**
 * The next of the reserve with what becomes of them: asked, or passed over with the reason. Whoever rests at this hour
 * is asked only when everybody else was. Null when nobody is left.
 */
export function askReserve(
  draws: readonly Draw[],
  { seen, related, unsuited, availability }: Reserve,
  definition: ProjectDefinition,
  now: Instant,
): Draw | null {
  const stateOf = ({ personId }: Draw) =>
    availabilityAt((personId && availability.get(personId)) || ALWAYS, now)
  const reserve = draws.filter((draw) => draw.state === 'reserve')
  const next = reserve.find((draw) => stateOf(draw) !== 'resting') ?? reserve[0]
  if (!next) return null
  if (next.personId === null || seen.has(next.personId)) return passed(next, 'seen')
  if (related.has(next.personId)) return passed(next, 'related')
  if (unsuited.has(next.personId)) return passed(next, 'unsuited')
  return stateOf(next) === 'off' ? passed(next, 'off') : offered(next, definition, now)
}

/** The person of a draw who is, or was, asked to vote. */
function askedPerson({ personId, state }: Draw): PersonId[] {
  return personId !== null && (state === 'offered' || state === 'voted' || state === 'missed')
    ? [personId]
    : []
}

function passed(draw: Draw, reason: string): Draw {
  return { ...draw, state: 'recused', reason }
}

function offered(draw: Draw, { validation }: ProjectDefinition, now: Instant): Draw {
  const ms = validation.answerMinutes * 60_000
  const deadline = plusMs(now, ms)
  return { ...draw, state: 'offered', offeredAt: now, deadline, replaceAt: plusMs(now, ms / 2) }
}

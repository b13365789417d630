import type { Community, SimulatedItem, SimulatedPerson } from './community.ts'
import { type Draws, drawsOf } from './draws.ts'
import { HARD_FACTOR } from './skills.ts'

/** What somebody does with an item, and how long it takes them. */
export interface Behaviour {
  /** Number of the label; null when the item is given back unanswered. */
  readonly label: number | null
  readonly durationMs: number
}

/** Spread of one person's times, as the standard deviation of their logarithms. */
const TIME_SPREAD = 0.5
/** Share of the items on which a clique agrees on a wrong label. */
const LIES = 0.5
/** On a hard item so many of the mistakes fall on the same label. */
const TEMPTED = 0.8
/** Sleepers who turned hurry as spammers do. */
const TURNED_PACE = 0.4

/** What a person does with an item after so many answers of theirs. Depends on nothing else: the same person
 * answers the same item alike in every project of the same community. */
export function behave(
  { seed, items, settings }: Community,
  person: SimulatedPerson,
  itemNumber: number,
  answered: number,
): Behaviour {
  const item = items[itemNumber] as SimulatedItem
  const draws = drawsOf(seed, 6, person.number, itemNumber)
  const time = person.paceMs * Math.exp(TIME_SPREAD * draws.normal())
  const guess = draws.below(settings.labels)
  if (person.kind === 'spammer') return { label: person.constantLabel ?? guess, durationMs: time }
  if (person.turnsAfter !== null && answered >= person.turnsAfter) {
    return { label: guess, durationMs: time * TURNED_PACE }
  }
  const lie = person.clique === null ? null : lieOf(seed, person.clique, itemNumber, item, settings.labels)
  if (lie !== null) return { label: lie, durationMs: time }
  if (draws.chance(settings.skips)) return { label: null, durationMs: time }
  return { label: honestLabel(person, item, draws), durationMs: time }
}

function honestLabel(person: SimulatedPerson, item: SimulatedItem, draws: Draws): number {
  const row = person.confusion[item.truth] ?? []
  const right = (row[item.truth] ?? 0) * (item.hard ? HARD_FACTOR : 1)
  if (draws.chance(right)) return item.truth
  if (item.hard && draws.chance(TEMPTED)) return item.tempting
  return draws.weighted(row.map((share, label) => (label === item.truth ? 0 : share)))
}

/** The wrong label a clique agrees on; null where it answers honestly. */
function lieOf(seed: number, clique: number, number: number, { truth }: SimulatedItem, labels: number) {
  const draws = drawsOf(seed, 7, clique, number)
  if (!draws.chance(LIES)) return null
  const other = draws.below(labels - 1)
  return other < truth ? other : other + 1
}

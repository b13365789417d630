import type { CommunitySettings } from './community-settings.ts'
import { type Draws, drawsOf } from './draws.ts'
import { confusableLabels, drawSkills } from './skills.ts'

/** Who somebody is; `honest` people do their best. */
export const personKinds = ['honest', 'dropOut', 'sleeper', 'spammer', 'colluder'] as const
export type PersonKind = (typeof personKinds)[number]

export interface SimulatedPerson {
  readonly number: number
  readonly kind: PersonKind
  /** Probability of each label where each label is true, on items that are not hard: [truth][label]. */
  readonly confusion: readonly (readonly number[])[]
  /** The clique of a colluder; null for others. */
  readonly clique: number | null
  /** The one label a spammer always gives; null for those who answer at random, and for others. */
  readonly constantLabel: number | null
  /** Answers after which a sleeper turns into a spammer; null for others. */
  readonly turnsAfter: number | null
  /** Answers after which a person never comes back; null for most. */
  readonly leavesAfter: number | null
  /** Median time of an answer, in milliseconds. */
  readonly paceMs: number
  readonly answersPerDay: number
}

export interface SimulatedItem {
  readonly truth: number
  readonly hard: boolean
  /** The label that mistakes on the item mostly fall on. */
  readonly tempting: number
}

/** Everybody and everything of one simulation. */
export interface Community {
  readonly seed: number
  readonly settings: CommunitySettings
  readonly people: readonly SimulatedPerson[]
  readonly items: readonly SimulatedItem[]
}

/** Spread of people's pace and of their activity, as standard deviations of logarithms. */
const PACE_SPREAD = 0.3
const ACTIVITY_SPREAD = 0.8
/** Spammers do not read. */
const SPAMMER_PACE = 0.3
/** Share of the spammers that always give one label; the others answer at random. */
const CONSTANT_SPAMMERS = 0.5
/** Sleepers turn at this share of the answers a person can expect to give, more or less a third. */
const TURN_AT = 0.5
/** Drop-outs leave early: after this share of the answers a person can expect to give, on average. */
const LEAVE_AT = 0.25

/** Builds the people and items of a simulation; the same seed and settings build the same ones. `answers` is
 * how many answers the project will take, more or less: it places turns and departures. */
export function buildCommunity(settings: CommunitySettings, seed: number, answers: number): Community {
  const confusable = confusableLabels(settings.labels, drawsOf(seed, 1))
  const kinds = drawKinds(settings, drawsOf(seed, 2))
  const skills = drawSkills(settings, confusable, seed)
  const expected = answers / settings.people
  const people = kinds.map((kind, number) => {
    const draws = drawsOf(seed, 3, number)
    return { number, kind, confusion: skills[number] ?? [], ...habitsOf(kind, settings, draws, expected) }
  })
  const colluders = people.filter(({ kind }) => kind === 'colluder').map(({ number }) => number)
  const cliques = new Map(
    colluders.map((number, at) => [number, Math.floor(at / Math.max(2, settings.cliqueSize))]),
  )
  return {
    seed,
    settings,
    people: people.map((person) => ({ ...person, clique: cliques.get(person.number) ?? null })),
    items: drawItems(settings, confusable, seed),
  }
}

/** Exact shares, in an order drawn at random. */
function drawKinds(settings: CommunitySettings, draws: Draws): PersonKind[] {
  const { people, spammers, colluders, sleepers, dropOuts } = settings
  const shares = [
    ['spammer', spammers],
    ['colluder', colluders],
    ['sleeper', sleepers],
    ['dropOut', dropOuts],
  ] as const
  const kinds = shares.flatMap(([kind, share]) =>
    new Array<PersonKind>(Math.round(share * people)).fill(kind),
  )
  const all = [...kinds, ...new Array<PersonKind>(people).fill('honest')].slice(0, people)
  return all
    .map((kind) => ({ kind, place: draws.uniform() }))
    .sort((a, b) => a.place - b.place)
    .map(({ kind }) => kind)
}

function habitsOf(kind: PersonKind, settings: CommunitySettings, draws: Draws, expected: number) {
  const pace = 1_000 * settings.secondsPerAnswer * Math.exp(PACE_SPREAD * draws.normal())
  // Scaled so that the mean stays what the settings say.
  const activity = Math.exp(ACTIVITY_SPREAD * draws.normal() - ACTIVITY_SPREAD ** 2 / 2)
  const turn = Math.max(1, Math.round(expected * TURN_AT * (2 / 3 + (2 / 3) * draws.uniform())))
  const leave = Math.round(draws.exponential(expected * LEAVE_AT))
  const isConstant = draws.chance(CONSTANT_SPAMMERS)
  const label = draws.below(settings.labels)
  return {
    constantLabel: kind === 'spammer' && isConstant ? label : null,
    turnsAfter: kind === 'sleeper' ? turn : null,
    leavesAfter: kind === 'dropOut' ? leave : null,
    paceMs: kind === 'spammer' ? pace * SPAMMER_PACE : pace,
    answersPerDay: settings.answersPerDay * activity,
  }
}

function drawItems(
  { items, labelShares, hard }: CommunitySettings,
  confusable: readonly (readonly number[])[],
  seed: number,
): SimulatedItem[] {
  return Array.from({ length: items }, (_, number) => {
    const draws = drawsOf(seed, 4, number)
    const truth = draws.weighted(labelShares)
    return { truth, hard: draws.chance(hard), tempting: draws.weighted(confusable[truth] ?? []) }
  })
}

import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import type { Answer, Answers, ItemTruth } from '../../../../core/quality/agreement/answers.ts'

export type Kind = 'honest' | 'clique' | 'constant' | 'random'

export interface CrowdPlan {
  readonly seed: number
  readonly people: number
  readonly items: number
  /** Answers an item gets. */
  readonly redundancy: number
  readonly labels: number
  /** Shares of the people; the rest are honest. */
  readonly clique?: number
  readonly spammers?: number
  /** Share of items that fool most people into the same wrong label. */
  readonly misleading?: number
  /** Share of its items on which the clique gives the same wrong label. */
  readonly attack?: number
}

export interface Crowd {
  readonly answers: Answers
  readonly kinds: readonly Kind[]
  readonly truth: readonly number[]
}

interface Person {
  readonly kind: Kind
  readonly accuracy: number
  readonly favourite: number
  readonly pace: number
}

interface Item {
  readonly right: number
  /** What the clique says; null where it is not interested. */
  readonly ordered: number | null
  /** What people who do not know take it for; null where it is anything. */
  readonly lure: number | null
}

/** Random numbers of one community. */
class Dice {
  readonly #random

  constructor(seed: number) {
    this.#random = xoroshiro128plus(seed)
  }

  share(): number {
    return uniformFloat64(this.#random)
  }

  below(count: number): number {
    return uniformInt(this.#random, 0, count - 1)
  }

  /** About normal, with mean 0 and deviation 1. */
  bell(): number {
    return (this.share() + this.share() + this.share() + this.share() - 2) * Math.sqrt(3)
  }

  otherThan(label: number, labels: number): number {
    return (label + 1 + this.below(labels - 1)) % labels
  }
}

/**
 * A community with known characters: honest people and members of a clique are right on 0.6 to 0.98 of
 * ordinary items and take 9 s (everybody at their own pace); spammers take 1 s and answer always the same
 * or at random. Decisions are by two thirds.
 */
export function simulateCrowd(plan: CrowdPlan): Crowd {
  const dice = new Dice(plan.seed)
  const people = kindsOf(plan).map((kind) => makePerson(plan, dice, kind))
  const truth: number[] = []
  const items: ItemTruth[] = []
  const list: Answer[] = []
  for (let item = 0; item < plan.items; item++) {
    const drawn = makeItem(plan, dice)
    const votes = new Array<number>(plan.labels).fill(0)
    for (const person of choosePeople(plan, dice)) {
      const one = people[person] as Person
      const label = answer(plan, dice, one, drawn)
      votes[label] = (votes[label] ?? 0) + 1
      list.push({ item, person, label, durationMs: one.pace * Math.exp(0.5 * dice.bell()) })
    }
    const most = Math.max(...votes)
    items.push({ gold: null, decided: 3 * most >= 2 * plan.redundancy ? votes.indexOf(most) : null })
    truth.push(drawn.right)
  }
  const answers = { labels: plan.labels, people: plan.people, items, list }
  return { answers, kinds: people.map(({ kind }) => kind), truth }
}

function makePerson({ labels }: CrowdPlan, dice: Dice, kind: Kind): Person {
  const isSpammer = kind === 'constant' || kind === 'random'
  return {
    kind,
    accuracy: 0.6 + 0.38 * dice.share(),
    favourite: dice.below(labels),
    pace: (isSpammer ? 1_000 : 9_000) * Math.exp(0.4 * dice.bell()),
  }
}

function makeItem({ labels, attack = 0.5, misleading = 0 }: CrowdPlan, dice: Dice): Item {
  const right = dice.below(labels)
  return {
    right,
    ordered: dice.share() < attack ? dice.otherThan(right, labels) : null,
    lure: dice.share() < misleading ? dice.otherThan(right, labels) : null,
  }
}

function choosePeople({ people, redundancy }: CrowdPlan, dice: Dice): Set<number> {
  const chosen = new Set<number>()
  while (chosen.size < redundancy) chosen.add(dice.below(people))
  return chosen
}

function answer({ labels }: CrowdPlan, dice: Dice, person: Person, { right, ordered, lure }: Item): number {
  if (person.kind === 'constant') return person.favourite
  if (person.kind === 'random') return dice.below(labels)
  if (person.kind === 'clique' && ordered !== null) return ordered
  const isRight = dice.share() < person.accuracy * (lure === null ? 1 : 0.4)
  return isRight ? right : (lure ?? dice.otherThan(right, labels))
}

function kindsOf({ people, clique = 0, spammers = 0 }: CrowdPlan): Kind[] {
  return Array.from({ length: people }, (_, person) => {
    if (person < clique * people) return 'clique'
    if (person < (clique + spammers) * people) return person % 2 === 0 ? 'constant' : 'random'
    return 'honest'
  })
}

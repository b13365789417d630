import { amount } from '../../../core/amount.ts'
import { ExpectedError } from '../../../core/errors.ts'
import {
  type ProjectDefinition,
  type ProjectDefinitionSource,
  sourceOf,
} from '../../../core/projects/definition.ts'
import { mostItemCost, roundsOf } from '../../../core/projects/item-cost.ts'
import { type ParsedProjectFile, parseProjectFile } from '../../../core/projects/parse-project-file.ts'

/** What is tried in place of what the project file says; every combination is played. */
export interface SettingLists {
  readonly redundancy: readonly number[]
  readonly maxRedundancy: readonly number[]
  readonly adaptive: readonly boolean[]
  readonly threshold: readonly Fraction[]
  readonly protocol: readonly ProjectDefinition['protocol'][]
  /** Votes that decide at least, in the protocol `peers`. */
  readonly votes: readonly number[]
}

export interface Fraction {
  readonly numerator: number
  readonly denominator: number
}

/** One way to run the project. */
export type Setting = ParsedProjectFile

/** More than this fill no screen and no chart. */
export const MOST_SETTINGS = 24
/** Keeps one play within a gigabyte of memory. */
const MOST_ANSWERS = 200_000

/**
 * Every combination of the lists as a definition of its own, in the order of the lists; an empty list stands
 * for what the file says. What a protocol does not look at stays as the file says. The budget covers `items` items.
 * @throws ExpectedError `simulate.tooMany`, `simulate.tooLarge`, `project.invalid`
 */
export function combineSettings(file: ProjectDefinition, lists: SettingLists, items: number): Setting[] {
  const settings = new Map<string, Setting>()
  for (const changes of combinations(file, lists)) {
    const setting = settingOf(file, changes, items)
    settings.set(setting.source, setting)
  }
  if (settings.size > MOST_SETTINGS) {
    throw new ExpectedError('simulate.tooMany', { count: settings.size, most: MOST_SETTINGS })
  }
  const answers = items * Math.max(...[...settings.values()].map(({ definition }) => mostAnswers(definition)))
  if (answers > MOST_ANSWERS) throw new ExpectedError('simulate.tooLarge', { answers, most: MOST_ANSWERS })
  return [...settings.values()]
}

interface Changes {
  readonly protocol: ProjectDefinition['protocol']
  readonly redundancy: number
  readonly maxRedundancy: number
  readonly votes: number
  readonly threshold: Fraction
  readonly adaptive: boolean
}

function combinations(file: ProjectDefinition, lists: SettingLists): Changes[] {
  const { protocol, redundancy, maxRedundancy, validation, threshold } = file
  const own: Changes = {
    protocol,
    redundancy,
    maxRedundancy,
    votes: validation.minVotes,
    threshold,
    adaptive: file.adaptive !== undefined,
  }
  let all = vary([own], 'protocol', lists)
  for (const name of ['redundancy', 'maxRedundancy', 'votes', 'threshold', 'adaptive'] as const) {
    all = vary(all, name, lists)
  }
  return all
}

/** Each of the changes with everything that a list says of one of them, where the protocol looks at it. */
function vary<K extends keyof Changes>(all: readonly Changes[], name: K, lists: SettingLists): Changes[] {
  const list: readonly unknown[] = lists[name]
  return all.flatMap((changes) => {
    const ignored: readonly string[] = IGNORED[changes.protocol]
    if (list.length === 0 || ignored.includes(name)) return [changes]
    return list.map((value) => ({ ...changes, [name]: value }))
  })
}

const IGNORED = { independent: ['votes'], peers: ['redundancy', 'maxRedundancy'] } as const

/** Answers that one item may take. */
function mostAnswers(file: ProjectDefinition): number {
  const { protocol, maxRedundancy, validation } = file
  return protocol === 'peers'
    ? roundsOf(file) * (1 + validation.draws + validation.panelDraws)
    : maxRedundancy
}

/** The file with some changes; a maximum or a number of draws below what is wanted is raised to it. */
function settingOf(file: ProjectDefinition, changes: Changes, items: number): Setting {
  const { protocol, redundancy, threshold, votes } = changes
  const maxRedundancy = Math.max(redundancy, changes.maxRedundancy)
  // Nobody of the simulated community answers an item twice.
  const { adaptive: _, resubmit: _again, ...rest } = JSON.parse(sourceOf(file)) as ProjectDefinitionSource
  const validation = withVotes(file.validation, votes)
  const budgetWei = BigInt(items) * mostItemCost({ ...file, protocol, maxRedundancy, validation })
  const source = {
    ...rest,
    protocol,
    redundancy,
    maxRedundancy,
    validation,
    threshold,
    rewards: { ...rest.rewards, budget: amount(budgetWei) },
    ...(changes.adaptive && { adaptive: statedTerms(file) }),
  }
  return parseProjectFile(JSON.stringify(source), 'setting.json')
}

/** The terms with this many votes wanted; the numbers that may not be below it are raised. */
function withVotes(terms: ProjectDefinition['validation'], votes: number): ProjectDefinition['validation'] {
  const draws = Math.max(votes, terms.draws)
  const panelMinVotes = Math.max(votes, terms.panelMinVotes)
  const panelDraws = Math.max(draws, panelMinVotes, terms.panelDraws)
  return { ...terms, minVotes: votes, draws, panelMinVotes, panelDraws }
}

/** Only what the file says itself: derived amounts would belong to the file's own maximum. */
function statedTerms({ adaptive }: ProjectDefinition): Record<string, string> {
  const stated = Object.entries(adaptive ?? {})
  return Object.fromEntries(stated.flatMap(([name, wei]) => (wei === undefined ? [] : [[name, amount(wei)]])))
}

import { amount } from '../../../core/amount.ts'
import { ExpectedError } from '../../../core/errors.ts'
import { type ProjectDefinition, sourceOf } from '../../../core/projects/definition.ts'
import { type ParsedProjectFile, parseProjectFile } from '../../../core/projects/parse-project-file.ts'

/** What is tried in place of what the project file says; every combination is played. */
export interface SettingLists {
  readonly redundancy: readonly number[]
  readonly maxRedundancy: readonly number[]
  readonly adaptive: readonly boolean[]
  readonly threshold: readonly Fraction[]
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
 * for what the file says. A maximum below the redundancy is raised to it. The budget covers `items` items.
 * @throws ExpectedError `simulate.tooMany`, `simulate.tooLarge`, `project.invalid`
 */
export function combineSettings(file: ProjectDefinition, lists: SettingLists, items: number): Setting[] {
  const settings = new Map<string, Setting>()
  for (const redundancy of orOwn(lists.redundancy, file.redundancy)) {
    for (const maxRedundancy of orOwn(lists.maxRedundancy, file.maxRedundancy)) {
      for (const threshold of orOwn(lists.threshold, file.threshold)) {
        for (const adaptive of orOwn(lists.adaptive, file.adaptive !== undefined)) {
          const setting = settingOf(file, { redundancy, maxRedundancy, threshold, adaptive }, items)
          settings.set(setting.source, setting)
        }
      }
    }
  }
  if (settings.size > MOST_SETTINGS) {
    throw new ExpectedError('simulate.tooMany', { count: settings.size, most: MOST_SETTINGS })
  }
  const most = Math.max(...[...settings.values()].map(({ definition }) => definition.maxRedundancy))
  if (items * most > MOST_ANSWERS) {
    throw new ExpectedError('simulate.tooLarge', { answers: items * most, most: MOST_ANSWERS })
  }
  return [...settings.values()]
}

function orOwn<T>(list: readonly T[], own: T): readonly T[] {
  return list.length > 0 ? list : [own]
}

interface Changes {
  readonly redundancy: number
  readonly maxRedundancy: number
  readonly threshold: Fraction
  readonly adaptive: boolean
}

function settingOf(file: ProjectDefinition, changes: Changes, items: number): Setting {
  const { redundancy, threshold } = changes
  const maxRedundancy = Math.max(redundancy, changes.maxRedundancy)
  const { adaptive: _, ...rest } = JSON.parse(sourceOf(file)) as Record<string, unknown>
  const budget = amount(BigInt(items * maxRedundancy) * file.rewards.annotation)
  const source = {
    ...rest,
    redundancy,
    maxRedundancy,
    threshold,
    rewards: { annotation: amount(file.rewards.annotation), budget },
    ...(changes.adaptive && { adaptive: statedTerms(file) }),
  }
  return parseProjectFile(JSON.stringify(source), 'setting.json')
}

/** Only what the file says itself: derived amounts would belong to the file's own maximum. */
function statedTerms({ adaptive }: ProjectDefinition): Record<string, string> {
  const stated = Object.entries(adaptive ?? {})
  return Object.fromEntries(stated.flatMap(([name, wei]) => (wei === undefined ? [] : [[name, amount(wei)]])))
}

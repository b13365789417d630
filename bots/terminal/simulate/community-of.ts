import { ExpectedError } from '../../../core/errors.ts'
import type { ProjectDefinition } from '../../../core/projects/definition.ts'
import type { CommunitySettings } from '../../../core/quality/simulation/community-settings.ts'
import { mostAccurate } from '../../../core/quality/simulation/skills.ts'
import type { SimulateOptions } from './options.ts'

/** Room for rounding: 0.1 + 0.2 is a little more than 0.3. */
const ROUNDING = 1e-6

/**
 * The community that the options describe.
 * @throws ExpectedError `simulate.badShares` (of people, or of labels), `simulate.tooAccurate`
 */
export function communityOf(options: SimulateOptions, { schema }: ProjectDefinition): CommunitySettings {
  const { spammers, colluders, sleepers, dropOuts, labelShares, hard, accuracy } = options
  const labels = schema.labels.length
  if (spammers + colluders + sleepers + dropOuts > 1 + ROUNDING) {
    throw new ExpectedError('simulate.badPeople', {})
  }
  const sum = labelShares.reduce((total, share) => total + share, 0)
  if (labelShares.length > 0 && (labelShares.length !== labels || Math.abs(sum - 1) > 0.01)) {
    throw new ExpectedError('simulate.badLabels', { count: labels })
  }
  const most = mostAccurate(hard)
  if (accuracy > most + ROUNDING) {
    throw new ExpectedError('simulate.tooAccurate', { accuracy, hard, most: Number(most.toFixed(3)) })
  }
  const equal = new Array<number>(labels).fill(1 / labels)
  return {
    people: options.people,
    items: options.items,
    labels,
    labelShares: labelShares.length > 0 ? labelShares.map((share) => share / sum) : equal,
    accuracy,
    hard,
    spammers,
    colluders,
    cliqueSize: options.cliqueSize,
    sleepers,
    dropOuts,
    skips: options.skips,
    secondsPerAnswer: options.secondsPerAnswer,
    answersPerDay: options.answersPerDay,
    hoursToVote: options.hoursToVote,
  }
}

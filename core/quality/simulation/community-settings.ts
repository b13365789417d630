/** What is assumed of the people and the items of a simulation. Shares are from 0 to 1. */
export interface CommunitySettings {
  readonly people: number
  readonly items: number
  readonly labels: number
  /** How common each label is; they add up to 1. */
  readonly labelShares: readonly number[]
  /** Share of right answers of all who do their best, over all items. */
  readonly accuracy: number
  /** Share of the items on which people are right half as often, and mostly make the same mistake. */
  readonly hard: number
  /** Shares of the people. */
  readonly spammers: number
  readonly colluders: number
  readonly sleepers: number
  readonly dropOuts: number
  /** People of one clique. */
  readonly cliqueSize: number
  /** Share of the items that somebody who does their best gives back unanswered. */
  readonly skips: number
  /** Median time of an answer, in seconds. */
  readonly secondsPerAnswer: number
  /** Mean answers a person gives on a day. */
  readonly answersPerDay: number
  /** Mean hours after which somebody who is asked to vote on an item comes. */
  readonly hoursToVote: number
}

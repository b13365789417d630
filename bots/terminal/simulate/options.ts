import { type Command, InvalidArgumentError } from 'commander'
import type { Fraction, SettingLists } from './settings.ts'
import { MOST_SETTINGS } from './settings.ts'

/** What `tagora simulate` was called with; names are commander's. */
export interface SimulateOptions {
  readonly people: number
  readonly items: number
  readonly accuracy: number
  readonly hard: number
  readonly labelShares: readonly number[]
  readonly spammers: number
  readonly colluders: number
  readonly cliqueSize: number
  readonly sleepers: number
  readonly dropOuts: number
  readonly skips: number
  readonly secondsPerAnswer: number
  readonly answersPerDay: number
  readonly hoursToVote: number
  readonly redundancy: SettingLists['redundancy']
  readonly maxRedundancy: SettingLists['maxRedundancy']
  readonly threshold: SettingLists['threshold']
  readonly adaptive: SettingLists['adaptive']
  readonly protocol: SettingLists['protocol']
  readonly votes: SettingLists['votes']
  readonly runs: number
  readonly seed: number
  readonly seconds: number
  readonly json?: boolean
  readonly chart?: string
}

const MOST_ITEMS = 20_000
const MOST_PEOPLE = 5_000

/** Declares the options: those of the community, those of the project, those of the simulation. */
export function declareOptions(command: Command): Command {
  return command
    .option('--people <number>', 'people of the community', whole(1, MOST_PEOPLE), 50)
    .option('--items <number>', 'items of the project', whole(1, MOST_ITEMS), 500)
    .option('--accuracy <share>', 'right answers of people who do their best', share, 0.8)
    .option('--hard <share>', 'items on which people are right half as often', share, 0.2)
    .option('--label-shares <shares>', 'how common each label is; default: equally', list(share), [])
    .option('--spammers <share>', 'people who answer without looking', share, 0.1)
    .option('--colluders <share>', 'people in cliques that agree on wrong labels', share, 0.05)
    .option('--clique-size <number>', 'people of one clique', whole(2, MOST_PEOPLE), 10)
    .option('--sleepers <share>', 'people who turn into spammers on the way', share, 0.05)
    .option('--drop-outs <share>', 'people who soon leave for good', share, 0.2)
    .option('--skips <share>', 'items that people give back unanswered', share, 0.02)
    .option('--seconds-per-answer <number>', 'median time of an answer', amountOf, 10)
    .option('--answers-per-day <number>', 'mean answers of a person on a day', amountOf, 40)
    .option('--hours-to-vote <number>', 'peers: mean time until somebody asked comes', amountOf, 3)
    .option('--redundancy <numbers>', 'annotations wanted, for example 3,5', list(whole(1, 25)), [])
    .option('--max-redundancy <numbers>', 'annotations at most', list(whole(1, 25)), [])
    .option('--threshold <fractions>', 'shares that decide, for example 2/3,3/4', list(fraction), [])
    .option('--adaptive <on,off>', 'with and without adaptive redundancy', list(onOrOff), [])
    .option('--protocol <names>', 'independent,peers', list(protocolOf), [])
    .option('--votes <numbers>', 'peers: votes that decide at least', list(whole(2, 8)), [])
    .option('--runs <number>', 'plays of each setting, each with new people', whole(1, 100), 5)
    .option('--seed <number>', 'chooses people, items and answers', whole(0, 999_999_999), 1)
    .option('--seconds <number>', 'stop after so long with the plays that are done', amountOf, 300)
    .option('--json', 'print one JSON object')
    .option('--chart <file>', 'draw the comparison as a PNG picture')
    .addHelpText('after', `\nEvery combination of the lists is played; at most ${MOST_SETTINGS}.`)
}

function whole(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text)
    if (/^\d{1,9}$/.test(text) && value >= least && value <= most) return value
    throw new InvalidArgumentError(`use a whole number from ${least} to ${most}.`)
  }
}

function share(text: string): number {
  const value = Number(text)
  if (text.trim() !== '' && value >= 0 && value <= 1) return value
  throw new InvalidArgumentError('use a number from 0 to 1.')
}

function amountOf(text: string): number {
  const value = Number(text)
  if (value > 0 && value <= 1_000_000) return value
  throw new InvalidArgumentError('use a number above 0.')
}

function fraction(text: string): Fraction {
  const [, numerator, denominator] = /^(\d{1,4})\/(\d{1,4})$/.exec(text) ?? []
  if (numerator && denominator) return { numerator: Number(numerator), denominator: Number(denominator) }
  throw new InvalidArgumentError('use fractions, for example 2/3.')
}

function onOrOff(text: string): boolean {
  if (text === 'on' || text === 'off') return text === 'on'
  throw new InvalidArgumentError('use on, off, or on,off.')
}

function protocolOf(text: string): 'independent' | 'peers' {
  if (text === 'independent' || text === 'peers') return text
  throw new InvalidArgumentError('use independent, peers, or independent,peers.')
}

function list<T>(parse: (text: string) => T): (text: string) => T[] {
  return (text) => text.split(',').map((part) => parse(part.trim()))
}

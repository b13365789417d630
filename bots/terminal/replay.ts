import { type Command, InvalidArgumentError, Option } from 'commander'
import { impliedLoss, sureEnough } from '../../core/quality/policy/annotation-value.ts'
import { printTable } from './print-table.ts'
import { type ReplayResult, replay } from './replay/play.ts'
import { readRecord } from './replay/read-record.ts'
import type { ReplayPolicy } from './replay/stage.ts'
import type { Terminal } from './terminal.ts'

interface Options {
  readonly policy: 'adaptive' | number
  readonly threshold?: number
  readonly gold: number
  readonly seed: number
  readonly json?: boolean
}

/** The default of a project's maxRedundancy, from which the default threshold follows. */
const USUAL_MAXIMUM = 5

/** `tagora replay <dir>` */
export function addReplay(program: Command, terminal: Terminal): void {
  program
    .command('replay <dir>')
    .description('play recorded answers (responses.csv, truth.csv) through dispatcher, tasks and inference')
    .addOption(
      new Option('--policy <policy>', 'adaptive, or fixed:<answers per item>')
        .default('adaptive')
        .argParser(policyOf),
    )
    .option('--threshold <probability>', 'adaptive: sure enough; default: from the usual costs', shareOf)
    .option('--gold <share>', 'share of the items whose truth is known to the project', shareOf, 0.05)
    .option('--seed <number>', 'chooses gold, order and arrivals', seedOf, 1)
    .option('--json', 'print one JSON object')
    .action((folder: string, options: Options) => run(terminal, folder, options))
}

async function run(terminal: Terminal, folder: string, options: Options): Promise<void> {
  const record = await readRecord(folder)
  const policy = choosePolicy(options, record.labels.length)
  const result = await replay(record, { policy, goldShare: options.gold, seed: options.seed })
  if (options.json) return terminal.print(JSON.stringify({ policy, seed: options.seed, ...result }))
  show(policy, result)
}

function choosePolicy({ policy, threshold }: Options, classes: number): ReplayPolicy {
  if (policy !== 'adaptive') return { kind: 'fixed', redundancy: policy }
  const usual = { annotationCost: 1, wrongDecisionLoss: impliedLoss(USUAL_MAXIMUM) }
  return { kind: 'adaptive', threshold: threshold ?? sureEnough(classes, usual) }
}

function show(policy: ReplayPolicy, result: ReplayResult): void {
  const named = policy.kind === 'fixed' ? `fixed, ${policy.redundancy} an item` : 'adaptive'
  printTable([
    ['policy', policy.kind === 'fixed' ? named : `${named}, until ${policy.threshold.toFixed(3)}`],
    ['items', `${result.items}, ${result.gold} of them gold, ${result.scored} scored`],
    ['people', `${result.people}`],
    ['labels used', `${result.labels}, ${result.labelsPerItem.toFixed(2)} an item`],
    ['accuracy', percent(result.accuracy)],
    ['majority of the same labels', percent(result.majorityAccuracy)],
    ['stated probability', percent(result.statedProbability)],
    ['calibration error', result.calibrationError.toFixed(4)],
    ['seconds', result.seconds.toFixed(1)],
  ])
  printTable([
    ['class', 'items', 'precision', 'recall'],
    ...result.classes.map((one) => [one.label, `${one.items}`, percent(one.precision), percent(one.recall)]),
  ])
}

function percent(share: number | null): string {
  return share === null ? '–' : `${(100 * share).toFixed(2)} %`
}

function policyOf(text: string): Options['policy'] {
  if (text === 'adaptive') return 'adaptive'
  const count = Number(/^fixed:(\d{1,2})$/.exec(text)?.[1])
  if (count >= 1 && count <= 25) return count
  throw new InvalidArgumentError('use adaptive, or fixed: with 1 to 25.')
}

function shareOf(text: string): number {
  const share = Number(text)
  if (text.trim() !== '' && share >= 0 && share < 1) return share
  throw new InvalidArgumentError('use a number from 0 to below 1.')
}

function seedOf(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text)
  throw new InvalidArgumentError('use a whole number.')
}

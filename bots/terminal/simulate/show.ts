import { plainText } from '../../../commands/text.ts'
import { personKinds } from '../../../core/quality/simulation/community.ts'
import { printTable } from '../print-table.ts'
import type { Terminal } from '../terminal.ts'
import type { SimulationResults } from './results.ts'
import type { Expected } from './summarise.ts'
import { unbeaten } from './unbeaten.ts'
import { figureName, type Numbers, numbersOf, type ShownFigure, settingNames, subtitle } from './words.ts'

/** The columns of the table, and which of them are shares. */
const COLUMNS: readonly { readonly figure: ShownFigure; readonly format: keyof Numbers }[] = [
  { figure: 'accuracy', format: 'share' },
  { figure: 'tokens', format: 'decimal' },
  { figure: 'tokensPerItem', format: 'decimal' },
  { figure: 'answersPerItem', format: 'decimal' },
  { figure: 'days', format: 'decimal' },
  { figure: 'toExperts', format: 'share' },
  { figure: 'honestSlashed', format: 'share' },
]

/** Prints the comparison of the settings, whom a health report would name, and what to make of it. */
export function showSimulation(terminal: Terminal, results: SimulationResults): void {
  const { t } = terminal
  const numbers = numbersOf(t)
  const names = settingNames(t, results)
  const say = (line: string) => terminal.print(plainText(line))
  say(t('simulate.title', { project: results.definition.title }))
  terminal.print(subtitle(t, results))
  const setting = plainText(t('simulate.setting'))
  printTable([
    [setting, ...COLUMNS.map(({ figure }) => figureName(t, figure))],
    ...results.simulated.map(({ figures }, at) => [
      names[at] ?? '',
      ...COLUMNS.map(({ figure, format }) => withInterval(figures[figure], numbers[format])),
    ]),
  ])
  say(t('simulate.namedTitle'))
  printTable([
    [setting, ...personKinds.map((kind) => plainText(t(`simulate.kind.${kind}`)))],
    ...results.simulated.map(({ flagged }, at) => [
      names[at] ?? '',
      ...personKinds.map((kind) => shareOrNone(flagged[kind], numbers)),
    ]),
  ])
  for (const line of remarks(terminal, results, names)) say(line)
}

function withInterval({ mean, low, high }: Expected, format: (value: number) => string): string {
  return low === null || high === null ? format(mean) : `${format(mean)}\n${format(low)} – ${format(high)}`
}

function shareOrNone(share: number | null, numbers: Numbers): string {
  return share === null ? '–' : numbers.share(share)
}

function remarks({ t }: Terminal, { simulated, wantedRuns }: SimulationResults, names: readonly string[]) {
  const lines: string[] = []
  const [first] = simulated
  if (first && first.runs > 1) lines.push(t('simulate.interval'))
  const unfinished = Math.max(...simulated.map(({ figures }) => figures.unfinished.mean))
  if (unfinished > 0) lines.push(t('simulate.unfinished', { share: numbersOf(t).share(unfinished) }))
  if (simulated.length > 1) {
    const standing = unbeaten(simulated)
    const settings = names.filter((_, at) => standing[at]).join('; ')
    lines.push(t('simulate.unbeaten', { settings }))
  }
  if (first && first.runs < wantedRuns) {
    lines.push(t('simulate.cutShort', { count: first.runs, wanted: wantedRuns }))
  }
  return lines
}

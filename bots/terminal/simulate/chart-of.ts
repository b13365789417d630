import { plainText } from '../../../commands/text.ts'
import type { Comparison, Panel } from '../../../core/insights/charts/comparison.ts'
import type { Translate } from '../../../locales/messages.ts'
import type { SimulationResults } from './results.ts'
import { unbeaten } from './unbeaten.ts'
import { figureName, numbersOf, type ShownFigure, settingNames, subtitle } from './words.ts'

/** The picture of a simulation: what a requester chooses by. */
export function chartOf(t: Translate, results: SimulationResults): Comparison {
  const { share, decimal } = numbersOf(t)
  const panel = (figure: ShownFigure, format: Panel['format'], most = Number.POSITIVE_INFINITY) => ({
    figure,
    title: figureName(t, figure),
    format,
    least: 0,
    most,
  })
  const panels = [
    panel('accuracy', share, 1),
    panel('tokensPerItem', decimal),
    panel('days', decimal),
    panel('toExperts', share, 1),
  ]
  const names = settingNames(t, results)
  const standing = unbeaten(results.simulated)
  return {
    title: plainText(t('simulate.title', { project: results.definition.title })),
    subtitle: subtitle(t, results),
    panels,
    rows: results.simulated.map(({ figures }, at) => ({
      name: names[at] ?? '',
      highlighted: standing[at] ?? false,
      values: panels.map(({ figure }) => figures[figure]),
    })),
    legend: {
      highlighted: plainText(t('simulate.legend.unbeaten')),
      other: plainText(t('simulate.legend.beaten')),
      interval: plainText(t('simulate.legend.interval')),
    },
  }
}

import { plainText } from '../../../commands/text.ts'
import type { ProjectDefinition } from '../../../core/projects/definition.ts'
import { TOKEN_SYMBOL } from '../../../core/token.ts'
import type { Translate } from '../../../locales/messages.ts'
import type { SimulationResults } from './results.ts'
import type { FigureName } from './summarise.ts'

/** What a setting is called. */
function settingName(t: Translate, definition: ProjectDefinition, showsThreshold: boolean): string {
  const { threshold, adaptive } = definition
  const parts = [
    answersWanted(t, definition),
    ...(showsThreshold ? [t('simulate.share', threshold)] : []),
    ...(adaptive ? [t('simulate.adaptive')] : []),
  ]
  return parts.map(plainText).join(', ')
}

function answersWanted(t: Translate, definition: ProjectDefinition): string {
  const { protocol, redundancy, maxRedundancy: most, validation } = definition
  if (protocol === 'peers') return t('simulate.peers', { count: validation.minVotes })
  return most === redundancy
    ? t('simulate.exactly', { count: redundancy })
    : t('simulate.between', { redundancy, most })
}

/** What each setting is called; the threshold is named only where settings differ in it. */
export function settingNames(t: Translate, { simulated }: SimulationResults): string[] {
  const definitions = simulated.map(({ setting }) => setting.definition)
  const thresholds = new Set(definitions.map(({ threshold }) => JSON.stringify(threshold)))
  return definitions.map((definition) => settingName(t, definition, thresholds.size > 1))
}

/** Figures that have a name of their own; the others are in the JSON only. */
export type ShownFigure = Exclude<FigureName, 'decidedAccuracy' | 'mostDays' | 'unfinished'>

export function figureName(t: Translate, figure: ShownFigure): string {
  return plainText(t(`simulate.figure.${figure}`, { symbol: TOKEN_SYMBOL }))
}

/** The line that says what was played. */
export function subtitle(t: Translate, { community, simulated }: SimulationResults): string {
  const { people, items } = community
  const count = simulated[0]?.runs ?? 0
  return plainText(t('simulate.subtitle', { people, items, count }))
}

/** Writes numbers as the language does. */
export interface Numbers {
  readonly share: (value: number) => string
  readonly decimal: (value: number) => string
}

export function numbersOf({ locale }: Translate): Numbers {
  const one = { minimumFractionDigits: 1, maximumFractionDigits: 1 }
  const percent = new Intl.NumberFormat(locale, { style: 'percent', ...one })
  const small = new Intl.NumberFormat(locale, { minimumSignificantDigits: 2, maximumSignificantDigits: 3 })
  const large = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 })
  return {
    share: (value) => percent.format(value),
    decimal: (value) => (Math.abs(value) < 100 ? small : large).format(value),
  }
}

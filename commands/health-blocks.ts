import type { ConfusedLabels, NamedPerson, ProjectHealth } from '../core/insights/project-health.ts'
import type { Translate } from '../locales/messages.ts'
import { percent } from './percent.ts'
import type { Block } from './screen.ts'
import { heading, list, paragraph } from './text.ts'

/** How many of each list a chat message has room for; the terminal's `--json` has more. */
const LABELS = 3
const PAIRS = 2
const ITEMS = 3
const PEOPLE = 2
const GROUP_NAMES = 6
const NAME_LENGTH = 24
const PSEUDONYM_LENGTH = 10
/** Krippendorff's bounds for conclusions one may rely on, and for tentative ones. */
const RELIABLE = 0.8
const TENTATIVE = 0.667

/** The health of a project in words, short enough for one message of any platform. */
export function healthBlocks(t: Translate, health: ProjectHealth): Block[] {
  const { slug: project, annotations: count, people, items, isPartial } = health
  if (count === 0) return [heading(t('health.title', { project })), paragraph(t('health.none'))]
  const read = t('health.read', { count, people, items })
  return [
    heading(t('health.title', { project })),
    paragraph(isPartial ? `${read} ${t('health.partial')}` : read),
    ...agreement(t, health),
    ...section(t('health.labelsTitle'), weakestLabels(t, health)),
    ...section(
      t('health.confusedTitle'),
      health.confusedLabels.slice(0, PAIRS).map((one) => confused(t, one)),
    ),
    ...section(t('health.disputedTitle'), disputed(t, health)),
    ...section(t('health.driftTitle'), drift(t, health)),
    ...suspects(t, health),
  ]
}

function section(title: string, lines: readonly string[]): Block[] {
  return lines.length > 0 ? [paragraph(`**${title}**`), list(lines)] : []
}

function agreement(t: Translate, { agreement: figures }: ProjectHealth): Block[] {
  const { scale, alpha, alphaInterval, fleissKappa, byLabel, lowestPairs } = figures
  if (alpha === null) return [paragraph(t('health.alphaNone'))]
  const meaning = alpha >= RELIABLE ? 'reliable' : alpha >= TENTATIVE ? 'tentative' : 'low'
  const values = {
    alpha: decimal(t, alpha),
    low: alphaInterval ? decimal(t, alphaInterval.low) : '–',
    high: alphaInterval ? decimal(t, alphaInterval.high) : '–',
    kappa: fleissKappa === null ? '–' : decimal(t, fleissKappa),
  }
  const pairs = lowestPairs.slice(0, PAIRS).map(({ people: [one, other], kappa, items }) =>
    t('health.pair', {
      one: person(one),
      other: person(other),
      kappa: decimal(t, kappa),
      items,
    }),
  )
  const labels = byLabel
    .slice(0, LABELS)
    .map((one) => t('health.labelAlpha', { label: one.label.title, alpha: decimal(t, one.alpha) }))
  return [
    paragraph(`${t('health.alpha', values)} ${t(`health.alpha.${meaning}`)}`),
    ...(scale === 'ordinal' || scale === 'interval' ? [paragraph(t(`health.scale.${scale}`))] : []),
    // Of two labels, each says what alpha says.
    ...(byLabel.length > 2 ? [paragraph(t('health.labelAlphas', { labels: labels.join(', ') }))] : []),
    ...section(t('health.pairsTitle'), pairs),
  ]
}

/** Against gold where gold is known, else against decisions. */
function weakestLabels(t: Translate, { labels }: ProjectHealth): string[] {
  const hasGold = labels.againstGold.some(({ answers }) => answers > 0)
  return (hasGold ? labels.againstGold : labels.againstDecisions)
    .filter(({ answers }) => answers > 0)
    .sort((a, b) => (a.recall ?? 0) - (b.recall ?? 0))
    .slice(0, LABELS)
    .map(({ label, recall, precision, answers }) =>
      t(hasGold ? 'health.labelGold' : 'health.label', {
        label: label.title,
        recall: percent(t, recall),
        precision: percent(t, precision),
        answers,
      }),
    )
}

function confused(t: Translate, { labels: [one, other], ...pair }: ConfusedLabels): string {
  return t(pair.direction === 'oneWay' ? 'health.confusedOneWay' : 'health.confusedBothWays', {
    one: one.title,
    other: other.title,
    share: percent(t, pair.share),
    items: pair.items,
    examples: pair.examples.map(({ id }) => shortened(id)).join(', '),
  })
}

function disputed(t: Translate, { disputedItems }: ProjectHealth): string[] {
  return disputedItems.slice(0, ITEMS).map(({ item, given }) =>
    t('health.disputed', {
      item: shortened(item.id),
      given: given
        .slice(0, ITEMS)
        .map(({ label, times }) => `${label.title} ${times}`)
        .join(', '),
    }),
  )
}

function drift(t: Translate, { drift: { project, people, falseAlarmRate } }: ProjectHealth): string[] {
  const falls = [
    ...(project ? [{ ...project, who: t('health.everybody') }] : []),
    ...people.slice(0, PEOPLE).map((fall) => ({ ...fall, who: person(fall.person) })),
  ]
  const lines = falls.map(({ who, recent, earlier }) =>
    t('health.drift', {
      person: who,
      recent: percent(t, recent.right / recent.total),
      recentTotal: recent.total,
      earlier: percent(t, earlier.right / earlier.total),
      earlierTotal: earlier.total,
    }),
  )
  return falls.length > 0 ? [...lines, t('health.driftRate', { rate: percent(t, falseAlarmRate) })] : []
}

function suspects(t: Translate, { suspects: found }: ProjectHealth): Block[] {
  const lines = [
    ...limited(t, found.collusion, (one) =>
      t('health.collusion', {
        people: one.people.slice(0, GROUP_NAMES).map(person).join(', '),
        count: one.people.length,
        agreed: percent(t, one.agreed),
        expected: percent(t, one.expected),
        sameWrong: one.sameWrong,
        wrong: one.wrong,
      }),
    ),
    ...limited(t, found.constant, ({ othersShare, label, ...one }) =>
      t('health.constant', {
        person: person(one.person),
        times: one.times,
        answers: one.answers,
        label: label.title,
        others: percent(t, othersShare),
      }),
    ),
    ...limited(t, found.random, (one) =>
      t('health.random', {
        person: person(one.person),
        agreed: percent(t, one.agreed / one.answers),
        answers: one.answers,
        blind: percent(t, one.blindShare),
        usual: percent(t, one.usualShare),
      }),
    ),
    ...limited(t, found.tooFast, (one) =>
      t('health.tooFast', {
        person: person(one.person),
        seconds: decimal(t, one.medianMs / 1_000),
        usual: decimal(t, one.projectMedianMs / 1_000),
        answers: one.answers,
      }),
    ),
  ]
  if (lines.length === 0) return [paragraph(t('health.noSuspects'))]
  return [...section(t('health.suspectsTitle'), lines), paragraph(t('health.suspectsNote'))]
}

function limited<T>(t: Translate, found: readonly T[], line: (one: T) => string): string[] {
  const more = found.length - PEOPLE
  const shown = found.slice(0, PEOPLE).map(line)
  return more > 0 ? [...shown, t('health.more', { count: more })] : shown
}

/** `Ada (p-3f0c12ab)`: the start of the pseudonym finds the person in exports. */
function person({ name, id }: NamedPerson): string {
  return `${shortened(name)} (${id.slice(0, PSEUDONYM_LENGTH)})`
}

function shortened(text: string): string {
  const line = text.toWellFormed().replace(/\s+/g, ' ').trim()
  const signs = [...line]
  return signs.length > NAME_LENGTH ? `${signs.slice(0, NAME_LENGTH - 1).join('')}…` : line
}

function decimal(t: Translate, value: number): string {
  return new Intl.NumberFormat(t.locale, { maximumFractionDigits: 2 }).format(value)
}

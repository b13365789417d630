import { contestFinding, LONGEST_CONTEST } from '../../core/consensus/audits/contest-finding.ts'
import { type OwnFinding, ownFindings } from '../../core/consensus/audits/own-findings.ts'
import { ExpectedError } from '../../core/errors.ts'
import type { ItemId } from '../../core/ids.ts'
import type { Translate } from '../../locales/messages.ts'
import type { TapCommand, TapContext } from '../command.ts'
import type { Block, ScreenDraft } from '../screen.ts'
import { heading, list, paragraph, plainText } from '../text.ts'
import { dateTime } from '../wallet/date-time.ts'

/** Findings that fit into a message with everything that belongs to them. */
const SHOWN = 3
const REASONS = ['guideline', 'context', 'otherwise'] as const
const EXCERPT = 120

/** What audits found against somebody's answers, and the way to contest each; with a number and words at once. */
export const finding: TapCommand = {
  name: 'finding',
  mode: 'tap',
  args: [
    { name: 'number', kind: 'text', required: false },
    { name: 'words', kind: 'words', required: false },
  ],
  needsConsent: true,
  listed: true,
  run: async (context) => {
    const { trx, clock, account, args, t } = context
    const own = await ownFindings(trx, clock, { personId: account.personId, most: SHOWN })
    if (!args.number) return listScreen(t, own)
    const chosen = own[Number(args.number) - 1]
    if (!chosen) throw new ExpectedError('finding.none', {})
    const { itemId } = chosen.audit
    if (args.words) return await contest(context, itemId, args.words)
    return reasonScreen(t, itemId, args.number)
  },
}

/** Contests a finding for one of the usual reasons. */
export const findingContest: TapCommand = {
  name: 'finding-contest',
  mode: 'tap',
  args: ['item', 'reason'].map((name) => ({ name, kind: 'text', required: true })),
  needsConsent: true,
  listed: false,
  run: async (context) => {
    const { args, t } = context
    const usual = REASONS.find((one) => one === args.reason)
    const reason = usual ? plainText(t(`finding.reason.${usual}`)) : ''
    return await contest(context, args.item as ItemId, reason)
  },
}

async function contest(
  { trx, clock, account, t }: TapContext,
  itemId: ItemId,
  reason: string,
): Promise<ScreenDraft> {
  await contestFinding(trx, clock, account, { itemId, reason })
  return { blocks: [paragraph(t('finding.contested'))], buttons: [], ephemeral: true }
}

function listScreen(t: Translate, own: readonly OwnFinding[]): ScreenDraft {
  if (own.length === 0) return { blocks: [paragraph(t('finding.empty'))], buttons: [], ephemeral: true }
  return {
    blocks: [
      heading(t('finding.title')),
      ...own.flatMap((one, index) => findingBlocks(t, one, String(index + 1))),
      paragraph(t('finding.rule')),
    ],
    buttons: own.map((_, index) => {
      const number = String(index + 1)
      return [{ label: plainText(t('finding.button', { number })), command: 'finding', args: { number } }]
    }),
    ephemeral: true,
  }
}

/** What was said, what experts say and why, what follows and until when it can be contested. */
function findingBlocks(t: Translate, one: OwnFinding, number: string): Block[] {
  const { audit, project, text, label, why, money } = one
  const definitionOf = (name: string | null) =>
    project.definition.schema.labels.find((each) => each.name === name)
  const right = definitionOf(audit.finding)
  return [
    { kind: 'quote', text: text.length > EXCERPT ? `${[...text].slice(0, EXCERPT).join('')}…` : text },
    list([
      t('finding.said', {
        number,
        label: definitionOf(label)?.title ?? label,
        right: right?.title ?? '',
        why,
      }),
      t('guideline.label', { label: right?.title ?? '', definition: right?.definition ?? '' }),
      t(money === 'loses' ? 'finding.loses' : 'finding.reputation'),
      ...(audit.contestUntil ? [t('finding.until', { due: dateTime(t, audit.contestUntil) })] : []),
    ]),
  ]
}

function reasonScreen(t: Translate, item: ItemId, number: string): ScreenDraft {
  const rows = REASONS.map((reason) => [
    { label: plainText(t(`finding.reason.${reason}`)), command: 'finding-contest', args: { item, reason } },
  ])
  return {
    blocks: [heading(t('appeal.why')), paragraph(t('finding.words', { number, count: LONGEST_CONTEST }))],
    buttons: [...rows, [{ label: plainText(t('appeal.back')), command: 'finding', style: 'primary' }]],
    ephemeral: true,
  }
}

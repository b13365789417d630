import { contestFinding, LONGEST_CONTEST } from '../../core/consensus/audits/contest-finding.ts'
import { type OwnFinding, ownFindings } from '../../core/consensus/audits/own-findings.ts'
import { ExpectedError } from '../../core/errors.ts'
import type { ItemId } from '../../core/ids.ts'
import type { Translate } from '../../locales/messages.ts'
import type { TapCommand, TapContext } from '../command.ts'
import type { Block, ScreenDraft } from '../screen.ts'
import { heading, list, paragraph, plainText } from '../text.ts'
import { dateTime } from '../wallet/date-time.ts'
import {
  CONTESTABLE_SHOWN,
  contestArgs,
  contestedText,
  contestReasonScreen,
  usualReason,
  usualReasonArgs,
} from './contest-screens.ts'

/** What audits found against somebody's answers, and the way to contest each; with a number and words at once. */
export const finding: TapCommand = {
  name: 'finding',
  mode: 'tap',
  args: contestArgs,
  needsConsent: true,
  listed: true,
  run: async (context) => {
    const { trx, clock, account, args, t } = context
    const own = await ownFindings(trx, clock, { personId: account.personId, most: CONTESTABLE_SHOWN })
    if (!args.number) return listScreen(t, own)
    const chosen = own[Number(args.number) - 1]
    if (!chosen) throw new ExpectedError('finding.none', {})
    const { itemId } = chosen.audit
    if (args.words) return await contest(context, itemId, args.words)
    return contestReasonScreen(t, {
      contesting: 'finding',
      command: 'finding-contest',
      item: itemId,
      number: args.number,
      longest: LONGEST_CONTEST,
    })
  },
}

/** Contests a finding for one of the usual reasons. */
export const findingContest: TapCommand = {
  name: 'finding-contest',
  mode: 'tap',
  args: usualReasonArgs,
  needsConsent: true,
  listed: false,
  run: async (context) => {
    const { args, t } = context
    return await contest(context, args.item as ItemId, usualReason(t, 'finding', args.reason))
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
    contestedText(text),
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

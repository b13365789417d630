import { amount } from '../../core/amount.ts'
import { fileAppeal } from '../../core/consensus/appeals/file-appeal.ts'
import { ownContestable } from '../../core/consensus/appeals/own-contestable.ts'
import { LONGEST_APPEAL } from '../../core/consensus/appeals/plan-appeal.ts'
import type { Contestable } from '../../core/consensus/appeals/read-contestable.ts'
import { ExpectedError } from '../../core/errors.ts'
import type { ItemId } from '../../core/ids.ts'
import { countAppeals } from '../../core/store/appeals.ts'
import type { Translate } from '../../locales/messages.ts'
import type { TapCommand, TapContext } from '../command.ts'
import type { Block, ScreenDraft } from '../screen.ts'
import type { Services } from '../services.ts'
import { heading, list, paragraph, plainText } from '../text.ts'
import { dateTime } from '../wallet/date-time.ts'
import { hasOwnWallet } from '../wallet/has-own-wallet.ts'
import {
  CONTESTABLE_SHOWN,
  contestArgs,
  contestedText,
  contestReasonScreen,
  usualReason,
  usualReasonArgs,
} from './contest-screens.ts'

/** The verdicts against a person that are not final yet, and the way to contest each; with a number and words at
 * once. */
export const appeal: TapCommand = {
  name: 'appeal',
  mode: 'tap',
  args: contestArgs,
  needsConsent: true,
  listed: true,
  run: async (context) => {
    const { trx, clock, account, args, services, t } = context
    const own = (await ownContestable(trx, clock, account.personId)).slice(0, CONTESTABLE_SHOWN)
    if (!args.number) {
      const isFree = (await countAppeals(trx, account.personId)) === 0
      return listScreen(t, services, own, isFree)
    }
    const chosen = own[Number(args.number) - 1]
    if (!chosen) throw new ExpectedError('appeal.none', {})
    if (args.words) return await file(context, chosen.itemId, args.words)
    return contestReasonScreen(t, {
      contesting: 'appeal',
      command: 'appeal-file',
      item: chosen.itemId,
      number: args.number,
      longest: LONGEST_APPEAL,
    })
  },
}

/** Files an appeal for one of the usual reasons. */
export const appealFile: TapCommand = {
  name: 'appeal-file',
  mode: 'tap',
  args: usualReasonArgs,
  needsConsent: true,
  listed: false,
  run: async (context) => {
    const { args, t } = context
    return await file(context, args.item as ItemId, usualReason(t, 'appeal', args.reason))
  },
}

async function file(
  { trx, clock, account, services, t }: TapContext,
  itemId: ItemId,
  reason: string,
): Promise<ScreenDraft> {
  if (await hasOwnWallet(trx, account.id, services)) return toWallet(t, itemId, reason)
  const { bondWei, isFree, stage } = await fileAppeal(trx, clock, account, { itemId, reason })
  const bond = { bond: amount(bondWei), symbol: services.tokenSymbol }
  return {
    blocks: [
      paragraph(t('appeal.filed')),
      list([
        t(isFree ? 'appeal.heldFree' : 'appeal.held', bond),
        t(stage === 1 ? 'appeal.toPanel' : 'appeal.toExperts'),
        t('appeal.told'),
      ]),
    ],
    buttons: [],
    ephemeral: true,
  }
}

/** With a wallet of one's own an appeal is signed there; what it signs is looked up on the chain first. */
function toWallet(t: Translate, item: ItemId, words: string): ScreenDraft {
  const args = { item, words: words.slice(0, LONGEST_APPEAL) }
  return {
    blocks: [paragraph(t('appeal.signs')), { kind: 'quote', text: args.words }],
    buttons: [
      [{ label: plainText(t('appeal.review')), command: 'appeal-review', args, style: 'primary' }],
      [{ label: plainText(t('appeal.back')), command: 'appeal' }],
    ],
    ephemeral: true,
  }
}

function listScreen(
  t: Translate,
  services: Services,
  own: readonly Contestable[],
  isFree: boolean,
): ScreenDraft {
  if (own.length === 0) return { blocks: [paragraph(t('appeal.empty'))], buttons: [], ephemeral: true }
  const open = own.map((one, index) => ({ one, number: String(index + 1) }))
  return {
    blocks: [
      heading(t('appeal.title')),
      ...open.flatMap(({ one, number }) => caseBlocks(t, services, one, number)),
      paragraph(t(isFree ? 'appeal.firstFree' : 'appeal.bondRule')),
    ],
    buttons: open
      .filter(({ one }) => !one.isContested)
      .map(({ number }) => [
        { label: plainText(t('appeal.button', { number })), command: 'appeal', args: { number } },
      ]),
    ephemeral: true,
  }
}

/** Outcome, votes, guideline, time and money of one verdict. */
function caseBlocks(
  t: Translate,
  { tokenSymbol: symbol }: Services,
  one: Contestable,
  number: string,
): Block[] {
  const { text, project, label, role, verdict, approve, reject, unsure, endsAt, bondWei } = one
  const { schema, stake } = project.definition
  const own = schema.labels.find((each) => each.name === label)
  const risk = role === 'annotator' ? stake.slash : null
  return [
    contestedText(text),
    list([
      t(`appeal.verdict.${verdict}`, { number, label: own?.title ?? label }),
      t('appeal.votes', { approve, reject, unsure }),
      t('guideline.label', { label: own?.title ?? label, definition: own?.definition ?? '' }),
      ...(risk === null ? [] : [t('appeal.risk', { amount: amount(risk), symbol })]),
      one.isContested
        ? t('appeal.contested')
        : t('appeal.until', { due: dateTime(t, endsAt), bond: amount(bondWei), symbol }),
    ]),
  ]
}

import { amount } from '../../core/amount.ts'
import { ExpectedError } from '../../core/errors.ts'
import type { AccountId } from '../../core/ids.ts'
import { decodeByteList } from '../../core/ledger/packed-bytes.ts'
import { ANNOTATOR } from '../../core/store/audit-sides.ts'
import type { Trx } from '../../core/store/database.ts'
import { isSettling } from '../../core/store/wishes.ts'
import { TOKEN_SYMBOL as symbol } from '../../core/token.ts'
import type { AppealWish, FindingWish, MoneyWish, VerdictWish, WishKind } from '../../core/wallet/flow.ts'
import { type AskedWish, planWish } from '../../core/wallet/money/plan-wish.ts'
import type { Translate } from '../../locales/messages.ts'
import type { LastStep, LongContext } from '../command.ts'
import type { Block, ButtonDraft, ScreenDraft } from '../screen.ts'
import { heading, list, paragraph, plainText } from '../text.ts'
import { dateTime } from './date-time.ts'
import { isoOf } from './money-blocks.ts'
import type { OwnMoney } from './own-money.ts'
import { phraseBlocks } from './phrase-blocks.ts'

/** Shows what a person is about to sign, and the ways to do it.
 * @throws ExpectedError those of `planWish`, `wallet.notSetUp`, `money.settling` */
export function reviewWish({ account, t }: LongContext, money: OwnMoney, asked: AskedWish): LastStep {
  const wish = planWish(asked, money.address, money.holder, money.heldWei)
  if (money.methods.length === 0) throw new ExpectedError('wallet.notSetUp', {})
  return async (trx) => {
    if (await isSettling(trx, account.id)) throw new ExpectedError('money.settling', {})
    return await reviewScreen(trx, account.id, t, { money, asked, wish })
  }
}

interface Review {
  readonly money: OwnMoney
  readonly asked: AskedWish
  readonly wish: MoneyWish
}

async function reviewScreen(
  trx: Trx,
  accountId: AccountId,
  t: Translate,
  { money, asked, wish }: Review,
): Promise<ScreenDraft> {
  const { kind } = wish
  const needsSignature = kind !== 'collect'
  const methods = needsSignature ? money.methods : (['none'] as const)
  const ways = methods.map((method): ButtonDraft => {
    const label = needsSignature ? t(`money.by.${method}`) : t('money.collect')
    return { label: plainText(label), command: 'money-sign', args: argsOf(asked, method), style: 'primary' }
  })
  return {
    blocks: [
      heading(t(`money.title.${kind}`)),
      ...wishBlocks(t, money.address, wish),
      paragraph(t('money.free')),
      ...(await phraseBlocks(trx, accountId, t)),
    ],
    buttons: [ways, [{ label: plainText(t('wallet.back')), command: backFrom(kind) }]],
    ephemeral: true,
  }
}

/** Where whoever does not want it after all came from. */
function backFrom(kind: WishKind): string {
  if (kind === 'appeal') return 'appeal'
  if (kind === 'verdict' || kind === 'finding') return 'expert'
  return kind === 'seat' ? 'validator status' : 'wallet'
}

/** A wish in words: every amount and limit that the wallet shows. */
export function wishBlocks(t: Translate, address: string, wish: MoneyWish): Block[] {
  const { kind, amountWei, session, appeal, verdict, finding } = wish
  const about = appeal ?? finding
  const reference = about ? `${about.batch}.${about.position}` : ''
  const said = paragraph(t(`money.wish.${kind}`, { amount: amount(amountWei), symbol, address, reference }))
  if (appeal) return [said, { kind: 'quote', text: appeal.reason }, paragraph(t(bondRule(appeal)))]
  if (verdict) return [said, list(verdictLines(t, verdict))]
  if (finding) return [said, list([findingLine(t, finding)])]
  if (!session) return [said]
  const { lossWei, perLabelWei, expiry } = session
  return [
    said,
    list([
      t('money.limit.loss', { amount: amount(lossWei), symbol }),
      t('money.limit.label', { amount: amount(perLabelWei), symbol }),
      t('money.limit.until', { date: dateTime(t, isoOf(expiry)) }),
    ]),
  ]
}

/** As verdicts are coded on the ledger. */
const VERDICTS = [null, 'accepted', 'rejected', 'void', 'unclear'] as const

/** What a verdict says of each item. */
function verdictLines(t: Translate, { batch, verdicts, positions }: VerdictWish): string[] {
  const codes = decodeByteList(verdicts)
  return positions.map((position, index) => {
    const verdict = VERDICTS[codes[index] ?? 0] ?? 'void'
    return t(`expert.verdict.${verdict}`, { reference: `${batch}.${position}` })
  })
}

/** From whom the court takes by a finding. */
function findingLine(t: Translate, { draw, verdict }: FindingWish): string {
  if (draw === ANNOTATOR) return t('expert.finding.annotator', { draw })
  return t(`expert.finding.${verdict}`, { draw })
}

function bondRule({ isFree }: AppealWish): 'appeal.firstFree' | 'appeal.bondRule' {
  return isFree ? 'appeal.firstFree' : 'appeal.bondRule'
}

function argsOf({ kind, amountWei, limits, appeal }: AskedWish, method: string): Record<string, string> {
  return {
    kind,
    method,
    amount: String(amountWei),
    ...(appeal && { item: appeal.itemId, words: appeal.reason }),
    ...(limits && {
      loss: String(limits.lossWei),
      perlabel: String(limits.perLabelWei),
      days: String(limits.days),
    }),
  }
}

import { isReceiptCode } from '../../core/consensus/receipt-code.ts'
import { ExpectedError } from '../../core/errors.ts'
import { VOTES } from '../../core/ledger/packed-bytes.ts'
import { type ReceiptFile, receiptFileSchema } from '../../core/ledger/receipt-file.ts'
import { findOwnVote, type Receipt } from '../../core/store/receipts.ts'
import type { MoneyLedger } from '../../core/wallet/money/money-ledger.ts'
import type { LastStep, LongContext } from '../command.ts'
import type { ButtonDraft } from '../screen.ts'
import { heading, list, paragraph, plainText } from '../text.ts'
import { moneyLedger } from './flow-view.ts'

const EXCERPT = 160

/** What an operator signed for one vote of the person, to be kept and checked elsewhere; or that it will be in a moment.
 * @throws ExpectedError `receiptFile.noVote`, `wallet.notSetUp` */
export async function voteReceipt(
  { store, account, services, t }: LongContext,
  code: string,
): Promise<LastStep> {
  const vote = isReceiptCode(code)
    ? await store.transaction((trx) => findOwnVote(trx, account.personId, code))
    : null
  if (!vote) throw new ExpectedError('receiptFile.noVote', { code })
  const { text, batch, position, receipt } = vote
  const again: ButtonDraft = {
    label: plainText(t('receipt.again')),
    command: 'receipt',
    args: { back: code },
    style: 'primary',
  }
  const file = receipt && fileOf(moneyLedger(services), batch, receipt)
  return async () => ({
    blocks: [
      heading(t('receipt.signedTitle')),
      { kind: 'quote', text: text.length > EXCERPT ? `${[...text].slice(0, EXCERPT).join('')}…` : text },
      ...(file
        ? [
            list([
              t('receipt.place', { reference: `${batch}.${position}` }),
              t(`receipt.vote.${file.vote}`),
              t('receipt.signedBy', { operator: file.operator }),
            ]),
            { kind: 'code', text: JSON.stringify(file) } as const,
            paragraph(t('receipt.how')),
            paragraph(t('receipt.blind')),
          ]
        : [paragraph(t('receipt.unsigned', { code }))]),
    ],
    buttons: file ? [] : [[again]],
    ephemeral: true,
  })
}

function fileOf({ chainId, ledger, court }: MoneyLedger, batch: number, receipt: Receipt): ReceiptFile {
  const { position: item, ledgerAccount: account, code, signedAt: at, operator, signature } = receipt
  const place = { version: 1, chainId: String(chainId), ledger, court }
  return receiptFileSchema.parse({
    ...place,
    batch,
    item,
    account,
    vote: VOTES[code],
    at,
    operator,
    signature,
  })
}

import { readFile } from 'node:fs/promises'
import { plainText } from '../../commands/text.ts'
import { ExpectedError, reasonOf } from '../../core/errors.ts'
import { type ReceiptFile, receiptFileSchema } from '../../core/ledger/receipt-file.ts'
import { parseJson } from '../../core/parse-json.ts'
import type { ReceiptReport } from '../../core/verify/verify-receipt.ts'
import type { Terminal } from './terminal.ts'

/** The receipt in a file, as `receipt CODE` gives it in a chat.
 * @throws ExpectedError `receiptFile.unreadable`, `receiptFile.invalid` */
export async function readReceipt(file: string): Promise<ReceiptFile> {
  const parsed = receiptFileSchema.safeParse(parseJson(await textOf(file)))
  if (parsed.success) return parsed.data
  const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ')
  throw new ExpectedError('receiptFile.invalid', { file, problems }, { cause: parsed.error })
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (cause) {
    throw new ExpectedError('receiptFile.unreadable', { file, reason: reasonOf(cause) }, { cause })
  }
}

/** Whether the receipt is genuine and nothing was done against it, as far as it can be known by now. */
export function isKept({ isSigned, isListed, fate, published }: ReceiptReport): boolean {
  const isHeld = fate === 'counted' || fate === 'waiting' || fate === 'expired'
  return isSigned && isListed && isHeld && published !== 'missing' && published !== 'other'
}

/** What the check of a receipt found, in words. */
export function receiptWords({ t }: Terminal, report: ReceiptReport): string[] {
  const { receipt, isSigned, isListed, fate, proposed, published } = report
  const { operator, account, vote, item, batch } = receipt
  const at = timeOf(receipt.at)
  const isWrong = fate === 'omitted' || fate === 'contradicted'
  const isWorthless = !isSigned || !isListed
  return [
    t('receiptCheck.title', { account, vote, item, batch, at }),
    t(isSigned ? 'receiptCheck.signed' : 'receiptCheck.notSigned', { operator }),
    t(isListed ? 'receiptCheck.listed' : 'receiptCheck.notListed'),
    t(`receiptCheck.fate.${fate}`, { proposed: proposed ?? '' }),
    ...(published ? [t(`receiptCheck.published.${published}`)] : []),
    ...(isWrong && !isWorthless ? proofLines(t, report) : []),
  ].map(plainText)
}

function proofLines(t: Terminal['t'], { proof, provable, vouched }: ReceiptReport): string[] {
  if (!proof || !provable) return [t('receiptCheck.tooLate')]
  const { to, function: name, data } = proof
  return [
    t(vouched ? 'receiptCheck.vouched' : 'receiptCheck.notVouched'),
    t('receiptCheck.prove', { until: timeOf(provable.until), name, to }),
    data,
  ]
}

function timeOf(seconds: number): string {
  return new Date(seconds * 1_000).toISOString()
}

import { getAddress } from 'ethers'
import type { ChainClient } from '../chain/client.ts'
import { ExpectedError } from '../errors.ts'
import { checkReceipt, type ReceiptFindings } from '../ledger/history/check-receipt.ts'
import type { ReceiptFile } from '../ledger/receipt-file.ts'
import type { DataSource } from './data-source.ts'
import { type ReceiptProof, receiptProof } from './receipt-proof.ts'
import { replayLedger } from './replay-ledger.ts'

export interface VerifyReceiptOptions {
  readonly client: ChainClient
  readonly ledger: string
  /** The registry the ledger was deployed with; null where it is the one it has now. */
  readonly registry: string | null
  /** First block to read: that of the deployment, or any before it. */
  readonly from: number
  /** Where the operators publish the data of batches; null to ask the chain alone. */
  readonly data: DataSource | null
}

/** Whether the published data of the batch hold the receipt: the same, another one for the same vote, none, or none of
 * the batch's receipts yet. */
export type PublishedFate = 'same' | 'other' | 'missing' | 'notYet'

export interface ReceiptReport extends ReceiptFindings {
  readonly receipt: ReceiptFile
  /** Null when nobody looked. */
  readonly published: PublishedFate | null
  /** The call that proves the wrong to the court; null when there is none, or it is too late. */
  readonly proof: ReceiptProof | null
}

/**
 * Checks the receipt of a vote that somebody kept: who signed it, whether what was proposed on the chain holds the
 * vote, whether it was published, and how to prove it when not. Only reads.
 * @throws ExpectedError `receiptFile.elsewhere` when it is of another ledger or chain
 */
export async function verifyReceipt(
  options: VerifyReceiptOptions,
  receipt: ReceiptFile,
): Promise<ReceiptReport> {
  const { client, data } = options
  refuseForeign(options, receipt)
  const { replay, courts, now } = await replayLedger(options)
  const found = checkReceipt(replay, courts, receipt, now)
  const isProof = found.isSigned && found.isListed && found.provable !== null
  return {
    ...found,
    receipt,
    published: data && (await publishedFate(data, receipt, client.chainId)),
    proof: isProof ? receiptProof(replay, receipt, found.provable.stage) : null,
  }
}

function refuseForeign({ client, ledger }: VerifyReceiptOptions, receipt: ReceiptFile): void {
  const stated = `${receipt.ledger} (${receipt.chainId})`
  const expected = `${ledger} (${client.chainId})`
  const isSame = getAddress(receipt.ledger) === getAddress(ledger)
  if (!isSame || receipt.chainId !== String(client.chainId)) {
    throw new ExpectedError('receiptFile.elsewhere', { stated, expected })
  }
}

async function publishedFate(
  data: DataSource,
  { batch, item, account, vote, operator, ledger }: ReceiptFile,
  chainId: bigint,
): Promise<PublishedFate> {
  const read = await data.read(batch)
  const isOwn =
    'labels' in read && read.chainId === String(chainId) && getAddress(read.ledger) === getAddress(ledger)
  if (!isOwn || !read.receipts) return 'notYet'
  const found = read.receipts.find((one) => one.item === item && one.account === account)
  if (!found) return 'missing'
  return found.vote === vote && getAddress(found.operator) === getAddress(operator) ? 'same' : 'other'
}

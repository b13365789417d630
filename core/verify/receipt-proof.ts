import { concat, getAddress } from 'ethers'
import { courtInterface } from '../chain/court/court-interface.ts'
import { type BatchRecord, type Replay, registryOf } from '../ledger/history/replay.ts'
import { encodeAnnotators, encodeByteList, VOTES } from '../ledger/packed-bytes.ts'
import type { ReceiptFile } from '../ledger/receipt-file.ts'

/** The call that proves to the court what operators proposed against a receipt; anybody may send it. */
export interface ReceiptProof {
  readonly to: string
  readonly function: 'proveReceipt' | 'provePanelReceipt'
  readonly data: string
}

/** Builds the call from what the chain itself holds. Null when the history lacks a part of it.
 * @param stage 1: the first round's votes; 2: the panel's */
export function receiptProof(replay: Replay, receipt: ReceiptFile, stage: 1 | 2): ReceiptProof | null {
  const record = replay.records.get(receipt.batch)
  const word = replay.book.batches.get(receipt.batch)?.word
  const list = word && registryOf(replay).lists.get(word.opsVersion)
  const data = record && (stage === 1 ? settlementOf(record) : panelOf(record))
  if (!list || !data) return null
  const { batch, item, account, vote, at: signedAt, operator, signature } = receipt
  const said = { batch, item, account, code: VOTES.indexOf(vote), signedAt }
  const index = list.operators.indexOf(getAddress(operator))
  const shown = { operators: concat([...list.operators]), index, signature }
  const name = stage === 1 ? 'proveReceipt' : 'provePanelReceipt'
  const call = courtInterface.encodeFunctionData(name, [said, shown, data])
  return { to: receipt.court, function: name, data: call }
}

/** A proposed batch, as the court takes it. */
function settlementOf({ labelsRoot, annotators, terms, items, proposal }: BatchRecord) {
  return (
    proposal && {
      labelsRoot,
      annotators: encodeAnnotators(annotators),
      terms: encodeByteList(terms),
      items: encodeByteList(items),
      seed: proposal.seed,
      votes: proposal.votes,
    }
  )
}

/** A proposed panel, as the court takes it. */
function panelOf({ settled, open, panel, panelSeedBlock = 0 }: BatchRecord) {
  return (
    open &&
    panel && {
      open: { settled, seed: open.seed, seedBlock: panelSeedBlock, items: open.words },
      votes: panel.votes,
    }
  )
}

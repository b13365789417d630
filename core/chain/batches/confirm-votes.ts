import type { Logger } from 'pino'
import type { BatchId } from '../../ids.ts'
import type { ReceiptMessage } from '../../ledger/typed-data.ts'
import { type Batch, openBatches } from '../../store/batches.ts'
import type { Store } from '../../store/database.ts'
import { insertReceipt, type UnconfirmedVote, unconfirmedVotes } from '../../store/receipts.ts'
import { evidenceOf } from '../operator/evidence-of.ts'
import type { EvidenceSource, LedgerPlace, Operator, Operators } from '../quorum.ts'

export interface Confirming {
  readonly store: Store
  readonly log: Logger
  readonly place: LedgerPlace
  readonly operators: Operators
}

const AT_ONCE = 200

/**
 * Has each new vote confirmed by one operator, who answers for it with a bond from then on; operators take turns, and
 * the next one is asked when one is silent or refuses. A vote that nobody confirms waits. Returns how many it confirmed.
 */
export async function confirmVotes({ store, log, place, operators }: Confirming): Promise<number> {
  const { batches, votes } = await store.transaction(async (trx) => {
    const open = await openBatches(trx)
    const ids = open.map((batch) => batch.id)
    return {
      batches: new Map(open.map((one) => [one.id, one])),
      votes: await unconfirmedVotes(trx, ids, AT_ONCE),
    }
  })
  const signed = await Promise.all(
    votes.map(async (vote, turn) => {
      const message = messageOf(batches, vote)
      const batch = batches.get(vote.batchId)
      const asked = message && batch && { message, evidence: async () => [evidenceOf(batch)] }
      const answer = asked && (await askInTurn(operators.list, turn, place, asked, log))
      if (!answer) return []
      const { position, ledgerAccount, code } = vote
      return [{ vote, receipt: { position, ledgerAccount, code, signedAt: message.at, ...answer } }]
    }),
  )
  const receipts = signed.flat()
  await store.transaction(async (trx) => {
    for (const { vote, receipt } of receipts) await insertReceipt(trx, vote, receipt)
  })
  return receipts.length
}

function messageOf(batches: ReadonlyMap<BatchId, Batch>, vote: UnconfirmedVote): ReceiptMessage | null {
  const batch = batches.get(vote.batchId)
  const { position: item, ledgerAccount: account, code, votedAt } = vote
  return batch === undefined
    ? null
    : { batch: batch.number, item, account, code, at: Math.floor(Date.parse(votedAt) / 1_000) }
}

async function askInTurn(
  list: readonly Operator[],
  turn: number,
  place: LedgerPlace,
  { message, evidence }: { readonly message: ReceiptMessage; readonly evidence: EvidenceSource },
  log: Logger,
): Promise<{ operator: string; signature: string } | null> {
  for (let tries = 0; tries < list.length; tries++) {
    const operator = list[(turn + tries) % list.length]
    if (!operator) continue
    try {
      return { operator: operator.address, signature: await operator.confirm(place, message, evidence) }
    } catch (cause) {
      log.warn({ operator: operator.address, err: cause }, 'an operator does not confirm a vote')
    }
  }
  return null
}

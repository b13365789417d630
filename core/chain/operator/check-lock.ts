import { Contract, type Result } from 'ethers'
import { z } from 'zod'
import { publishedLeaf } from '../../ledger/label-leaf.ts'
import { labelTree } from '../../ledger/label-tree.ts'
import { decodeAnnotators, decodeByteList } from '../../ledger/packed-bytes.ts'
import { labelLedgerAbi } from '../abi/label-ledger.ts'
import type { ChainClient } from '../client.ts'
import type { BatchEvidence } from './evidence.ts'
import { require } from './refuse.ts'

const CLOCK_SKEW_SECONDS = 60
const request = z.object({
  labelsRoot: z.string(),
  annotators: z.string(),
  items: z.string(),
})

/**
 * A lock is signed when the labels behind it are there, each is of the annotator whose stake it binds, none is from the
 * future, and the batch is the next one. That the annotator agreed to be bound, and for how much, is what the session
 * says, and the ledger itself checks that. Returns what every label of the batch is known by.
 * @param place how many locks come before it in the same transaction
 * @throws ExpectedError `operator.refused`
 */
export async function checkLock(
  client: ChainClient,
  ledger: string,
  call: { readonly args: Result; readonly place: number; readonly now: number },
  evidence: BatchEvidence,
): Promise<string[]> {
  const { batch, data } = evidence
  const wanted = request.parse(call.args.getValue('request').toObject())
  const contract = new Contract(ledger, labelLedgerAbi, client.provider)
  const { nextBatch } = await contract.getFunction('totals').staticCall()
  require(BigInt(batch) === nextBatch + BigInt(call.place), 'batchNumber', String(batch))
  const same =
    wanted.labelsRoot === evidence.labelsRoot &&
    wanted.annotators === evidence.annotators &&
    wanted.items === evidence.items
  require(same && data !== undefined, 'noEvidence', String(batch))
  const accounts = decodeAnnotators(wanted.annotators)
  const items = decodeByteList(wanted.items)
  const labels = data?.labels ?? []
  const own = labels.every(({ annotator, sentAt }, item) => {
    const isOfBound = annotator === accounts[items[item] ?? -1]
    return isOfBound && sentAt <= call.now + CLOCK_SKEW_SECONDS
  })
  const leaves = labels.map((label, index) => publishedLeaf(data?.salt ?? '0x', { ...label, index }))
  const complete = labels.length === items.length && labelTree(leaves).root === wanted.labelsRoot
  require(own && complete, 'labels', String(batch))
  return labels.map((label) => label.messageHash)
}

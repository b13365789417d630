import { dataSlice, isError, type JsonRpcProvider } from 'ethers'
import { courtInterface } from '../chain/court/court-interface.ts'
import type { QuestionCall, SignedBy } from '../ledger/history/event.ts'

const QUESTION = courtInterface.getFunction('question')?.selector.slice(2) ?? ''

/** The question about items of a batch that a court answered to in a transaction; null when there was none, as when a
 * receipt opened an item. `traced`: calldata that reached a court through other contracts, as far as the node can tell. */
export async function readQuestion(
  provider: JsonRpcProvider,
  { batch, transaction }: { batch: number; transaction: string },
  traced: (court: string) => Promise<readonly string[]>,
): Promise<QuestionCall | null> {
  const receipt = await provider.getTransactionReceipt(transaction)
  for (const log of receipt?.logs ?? []) {
    const event = courtInterface.parseLog(log)
    if (event?.name !== 'Questioned' || Number(event.args[0]) !== batch) continue
    const asked = { court: log.address, round: Number(event.args[1]), items: String(event.args[2]) }
    const sent = await provider.getTransaction(transaction)
    const direct = signedIn([sent?.data ?? '0x'], batch)
    const signed = direct ?? signedIn(await traced(log.address), batch)
    return signed ? { ...asked, signed } : asked
  }
  return null
}

/** The signatures of a question in calldata, also in that of whatever other contract passed it on. */
function signedIn(inputs: readonly string[], batch: number): SignedBy | null {
  for (const input of inputs) {
    for (let at = input.indexOf(QUESTION, 2); at >= 0; at = input.indexOf(QUESTION, at + 1)) {
      const signed = at % 2 === 0 ? parse(dataSlice(input, at / 2 - 1), batch) : null
      if (signed) return signed
    }
  }
  return null
}

function parse(data: string, batch: number): SignedBy | null {
  try {
    const call = courtInterface.parseTransaction({ data })
    if (call?.name !== 'question' || Number(call.args[0]) !== batch) return null
    const { operators, signatures } = call.args[2].toObject()
    return { operators, signatures }
  } catch (cause) {
    // Bytes that only look like a call.
    if (isError(cause, 'BUFFER_OVERRUN') || isError(cause, 'INVALID_ARGUMENT')) return null
    throw cause
  }
}

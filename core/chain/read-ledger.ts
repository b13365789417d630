import { Contract } from 'ethers'
import {
  type BatchWord,
  batchLayout,
  type ParamsWord,
  paramsLayout,
  type SeatWord,
  seatLayout,
} from '../ledger/words.ts'
import { labelLedgerAbi } from './abi/label-ledger.ts'
import type { ChainClient } from './client.ts'

/** Reads of the ledger at one block, or the newest one. Failures to reach the node are passed on as they are. */
export interface LedgerReader {
  seat(index: number): Promise<SeatWord>
  /** Seats 0 to `count - 1`, by index. */
  seats(count: number): Promise<Map<number, SeatWord>>
  batch(number: number): Promise<BatchWord>
  params(project: number): Promise<ParamsWord>
}

const AT_ONCE = 50

/** Reads words of the ledger as the mirror of its rules has them. */
export function readLedger(client: ChainClient, ledger: string, blockTag: number | 'latest'): LedgerReader {
  const contract = new Contract(ledger, labelLedgerAbi, client.provider)
  const view = (name: string, argument: number) =>
    contract.getFunction(name).staticCall(argument, { blockTag })
  const seat = async (index: number) => seatLayout.unpack(BigInt(await view('seatWord', index)))
  return {
    seat,
    async seats(count) {
      const seats = new Map<number, SeatWord>()
      for (let from = 0; from < count; from += AT_ONCE) {
        const indexes = Array.from({ length: Math.min(AT_ONCE, count - from) }, (_, at) => from + at)
        const words = await Promise.all(indexes.map(seat))
        for (const [at, word] of words.entries()) seats.set(from + at, word)
      }
      return seats
    },
    async batch(number) {
      const [word] = await view('batchWord', number)
      return batchLayout.unpack(BigInt(word))
    },
    async params(project) {
      return paramsLayout.unpack(BigInt(await view('paramsOf', project)))
    },
  }
}

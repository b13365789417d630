import { type BlockTag, Contract } from 'ethers'
import { labelLedgerAbi } from '../chain/abi/label-ledger.ts'
import type { ChainClient } from '../chain/client.ts'
import type { StoredWords } from '../ledger/history/compare-words.ts'

/** Which words to read. */
export interface Wanted {
  readonly accounts?: Iterable<number>
  readonly seats?: Iterable<number>
  readonly projects?: Iterable<number>
  readonly batches?: Iterable<number>
  readonly withdrawals?: Iterable<number>
  readonly bonds?: Iterable<string>
}

/** Requests in flight at once. */
const WIDTH = 32

/** Reads words of the ledger as they are at a block, with its own totals. */
export async function readWords(
  client: ChainClient,
  ledger: string,
  wanted: Wanted,
  blockTag: BlockTag,
): Promise<StoredWords> {
  const contract = new Contract(ledger, labelLedgerAbi, client.provider)
  const view = (name: string, ...args: unknown[]) =>
    contract.getFunction(name).staticCall(...args, { blockTag })
  const { totalUnits, sponsorFund, disputeFund } = await view('totals')
  return {
    accounts: await readEach(wanted.accounts, (id) => view('accountWord', id)),
    seats: await readEach(wanted.seats, (seat) => view('seatWord', seat)),
    projects: await readEach(wanted.projects, async (id) => (await view('projectOf', id)).balance),
    batches: await readEach(wanted.batches, async (id) => {
      const { word, commitment } = await view('batchWord', id)
      return { word, commitment }
    }),
    withdrawals: await readEach(wanted.withdrawals, async (id) => (await view('withdrawalOf', id)).units),
    bonds: await readEach(wanted.bonds, async (operator) => (await view('bondOf', operator)).units),
    totals: { totalUnits, sponsorFund, disputeFund },
  }
}

async function readEach<K, V>(
  keys: Iterable<K> | undefined,
  read: (key: K) => Promise<V>,
): Promise<Map<K, V>> {
  const waiting = [...(keys ?? [])]
  const found = new Map<K, V>()
  for (let from = 0; from < waiting.length; from += WIDTH) {
    const some = waiting.slice(from, from + WIDTH)
    const values = await Promise.all(some.map(read))
    for (const [index, key] of some.entries()) found.set(key, values[index] as V)
  }
  return found
}

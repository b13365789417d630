import { dataSlice, getAddress, id, type Log, type Provider } from 'ethers'
import type { ChainClient } from '../chain/client.ts'
import { readLogs } from '../chain/read-logs.ts'
import type { Moment } from '../ledger/book/book.ts'
import type { LedgerEvent, Step } from '../ledger/history/event.ts'
import { decodeLedgerEvent, decodeListActivated } from './decode-event.ts'
import { createEvidenceReader } from './read-evidence.ts'

/** Contracts whose history is read. */
export interface LedgerPlace {
  readonly ledger: string
  /** The registry of operators the ledger was deployed with. */
  readonly registry: string
}

/** Everything that happened in one block, in order. */
export interface BlockHistory {
  readonly block: number
  readonly timestamp: number
  readonly steps: readonly Step[]
}

const LIST_ACTIVATED = id('ListActivated(uint256,address[],uint256)')
const REGISTRY_SET = id('RegistrySet(address)')
const COURT_SET = id('CourtSet(address)')
interface BlockRange {
  readonly from: number
  readonly to: number
}
type Found = { readonly log: Log; readonly event: LedgerEvent }

/** Reads the history of one ledger, in the order of the chain: later calls go on where earlier ones ended. */
export interface HistoryReader {
  /** What moved money from block to block inclusive, one block after the other. */
  read(range: { from: number; to: number }): AsyncGenerator<BlockHistory>
}

export function createHistoryReader(client: ChainClient, place: LedgerPlace): HistoryReader {
  const { provider } = client
  const ledger = getAddress(place.ledger)
  const evidence = createEvidenceReader(provider, ledger)

  async function stepsOf(inBlock: readonly Found[], at: Moment): Promise<Step[]> {
    const steps: Step[] = []
    for (const [index, { log, event }] of inBlock.entries()) {
      const transaction = log.transactionHash
      const found = await evidence.of(event, { block: at.block, transaction })
      const after = inBlock[index + 1]
      const next = after?.log.transactionHash === transaction ? { next: after.event } : {}
      steps.push({ at, transaction, event, evidence: found, ...next })
    }
    return steps
  }

  return {
    async *read(range) {
      const registries = await registriesIn(provider, ledger, range)
      const address = [ledger, ...new Set([getAddress(place.registry), ...registries])]
      for await (const logs of readLogs(provider, { address, ...range })) {
        const found = logs.flatMap((log) => decode(log, ledger))
        for (const [block, inBlock] of Map.groupBy(found, ({ log }) => log.blockNumber)) {
          const timestamp = (await provider.getBlock(block))?.timestamp ?? 0
          yield { block, timestamp, steps: await stepsOf(inBlock, { block, timestamp }) }
        }
      }
    },
  }
}

/** Every list that any registry of the ledger put into effect before a block. */
export async function readEarlierLists(
  { provider }: ChainClient,
  place: LedgerPlace,
  range: { from: number; to: number },
): Promise<LedgerEvent[]> {
  const registries = await registriesIn(provider, getAddress(place.ledger), range)
  const address = [...new Set([getAddress(place.registry), ...registries])]
  const filter = { address, topics: [LIST_ACTIVATED], from: 0, to: range.from - 1 }
  const found: LedgerEvent[] = []
  for await (const logs of readLogs(provider, filter)) {
    found.push(...logs.flatMap((log) => decodeListActivated(log) ?? []))
  }
  return found
}

/** Courts that were appointed in these blocks. */
export function courtsIn(client: ChainClient, ledger: string, range: BlockRange): Promise<string[]> {
  return addressesSet(client.provider, ledger, COURT_SET, range)
}

/** Registries that governance set in these blocks. */
function registriesIn(provider: Provider, ledger: string, range: BlockRange): Promise<string[]> {
  return addressesSet(provider, ledger, REGISTRY_SET, range)
}

async function addressesSet(
  provider: Provider,
  ledger: string,
  topic: string,
  range: BlockRange,
): Promise<string[]> {
  const found: string[] = []
  for await (const logs of readLogs(provider, { address: [ledger], topics: [topic], ...range })) {
    found.push(...logs.map((log) => getAddress(dataSlice(log.data, 12, 32))))
  }
  return found
}

function decode(log: Log, ledger: string): Found[] {
  const event = getAddress(log.address) === ledger ? decodeLedgerEvent(log) : decodeListActivated(log)
  return event ? [{ log, event }] : []
}

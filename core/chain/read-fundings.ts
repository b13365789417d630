import { getAddress, type Log, ZeroAddress, zeroPadValue } from 'ethers'
import { readChainState } from '../store/chain-state.ts'
import type { Store } from '../store/database.ts'
import { addressesToRead, type FundedAddress, storeFundings } from '../store/wallet-fundings.ts'
import { type ChainClient, explainChainError } from './client.ts'
import { tokenInterface } from './ledger-interface.ts'

interface FundingReading {
  readonly store: Store
  readonly client: ChainClient
  /** An address is asked about again once so many blocks are new. */
  readonly everyBlocks: number
  /** What a node answers to one question; most take far more. */
  readonly blocksPerRange?: number
}

const BLOCKS_PER_RANGE = 2_000
const RANGES_PER_RUN = 10
const ADDRESSES_PER_RANGE = 100
/** Transfers before that are not read when a wallet is linked: 30 days of Ethereum's blocks. */
const LOOK_BACK_BLOCKS = 216_000

/**
 * Reads from whom linked wallets got our token, bounded in what one run asks of the node. Returns how many ranges of
 * blocks it read.
 * @throws ExpectedError `chain.unreachable`
 */
export async function readFundings({
  store,
  client,
  everyBlocks,
  blocksPerRange = BLOCKS_PER_RANGE,
}: FundingReading): Promise<number> {
  const token = await store.transaction((trx) => readChainState(trx, 'token'))
  if (!token) return 0
  try {
    const head = (await client.provider.getBlockNumber()) - client.confirmations
    for (let ranges = 0; ranges < RANGES_PER_RUN; ranges++) {
      const due = await store.transaction((trx) =>
        addressesToRead(trx, head - everyBlocks, ADDRESSES_PER_RANGE),
      )
      if (due.length === 0) return ranges
      await readRange(store, client, { token, head, due, blocksPerRange })
    }
    return RANGES_PER_RUN
  } catch (cause) {
    throw explainChainError(client, cause)
  }
}

interface RangeToRead {
  readonly token: string
  readonly head: number
  readonly due: readonly FundedAddress[]
  readonly blocksPerRange: number
}

/** Reads one range of blocks, from the first that is not known of the first address. */
async function readRange(
  store: Store,
  { provider }: ChainClient,
  { token, head, due, blocksPerRange }: RangeToRead,
): Promise<void> {
  const startOf = ({ readTo }: FundedAddress) =>
    readTo === null ? Math.max(0, head - LOOK_BACK_BLOCKS) : readTo + 1
  const fromBlock = Math.min(...due.map(startOf))
  const toBlock = Math.min(head, fromBlock + blocksPerRange - 1)
  const addresses = due.filter((one) => startOf(one) <= toBlock).map(({ address }) => address)
  const topics = [
    tokenInterface.getEvent('Transfer')?.topicHash ?? null,
    null,
    addresses.map((address) => zeroPadValue(address, 32)),
  ]
  const logs = await provider.getLogs({ address: token, fromBlock, toBlock, topics })
  const fundings = logs
    .map(fundingOf)
    .filter(({ address, funder }) => funder !== ZeroAddress && funder !== address)
  await store.transaction((trx) => storeFundings(trx, addresses, toBlock, fundings))
}

function fundingOf({ topics }: Log): { address: string; funder: string } {
  const addressIn = (topic = '') => getAddress(`0x${topic.slice(-40)}`)
  return { funder: addressIn(topics[1]), address: addressIn(topics[2]) }
}

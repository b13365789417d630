import { getAddress, id, type Log, type Provider, zeroPadValue } from 'ethers'
import { readLogs } from '../chain/read-logs.ts'

const TRANSFER = id('Transfer(address,address,uint256)')

/** What the ledger's token balance was, in wei, after each block that changed it. */
export interface Holdings {
  /** The balance after a block; blocks must be asked for in order. */
  after(block: number): bigint
}

/** Adds up every token that moved into the ledger and out of it. */
export async function readHoldings(
  provider: Provider,
  { token, ledger }: { token: string; ledger: string },
  range: { from: number; to: number },
): Promise<Holdings> {
  const holder = zeroPadValue(getAddress(ledger), 32).toLowerCase()
  const changes = new Map<number, bigint>()
  for (const topics of [
    [TRANSFER, null, holder],
    [TRANSFER, holder],
  ]) {
    for await (const logs of readLogs(provider, { address: [token], topics, ...range })) {
      for (const log of logs) {
        changes.set(log.blockNumber, (changes.get(log.blockNumber) ?? 0n) + changeOf(log, holder))
      }
    }
  }
  const blocks = [...changes].sort(([one], [other]) => one - other)
  let next = 0
  let balance = 0n
  return {
    after(block) {
      for (; next < blocks.length; next++) {
        const [changed, change] = blocks[next] ?? [Number.POSITIVE_INFINITY, 0n]
        if (changed > block) break
        balance += change
      }
      return balance
    },
  }
}

/** A transfer to itself is found twice and changes nothing: once in, once out. */
function changeOf(log: Log, holder: string): bigint {
  const [, from, to] = log.topics
  if (from === to) return 0n
  return to === holder ? BigInt(log.data) : -BigInt(log.data)
}

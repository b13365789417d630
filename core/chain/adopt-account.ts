import { Contract } from 'ethers'
import { instantOf } from '../clock.ts'
import { hourOf, SESSION_STEP, timeOf, weiOf } from '../ledger/units.ts'
import { claimVested } from '../ledger/vesting.ts'
import { accountLayout } from '../ledger/words.ts'
import { lockCheckpoints, readCheckpoints } from '../store/checkpoints.ts'
import type { Store } from '../store/database.ts'
import { adoptWallet } from '../store/pending-provisions.ts'
import { labelLedgerAbi } from './abi/label-ledger.ts'
import type { ChainClient } from './client.ts'
import { inTime } from './in-time.ts'

/**
 * Takes over what an address already had on the ledger when it was linked here: its events came before anybody of ours
 * had it. It is read at the block our books stand at, and only stored while they still do. Returns whether it was.
 * @throws ExpectedError `chain.unreachable`
 */
export async function adoptAccount(
  store: Store,
  client: ChainClient,
  ledger: string,
  address: string,
): Promise<boolean> {
  const checkpoints = await store.transaction(readCheckpoints)
  const blockTag = checkpoints.at(-1)?.number
  if (blockTag === undefined) return false
  const found = await inTime(client, readAt(client, ledger, address, blockTag))
  if (!found) return false
  return await store.transaction(async (trx) => {
    if (!(await lockCheckpoints(trx, checkpoints))) return false
    return await adoptWallet(trx, address, found)
  })
}

async function readAt({ provider }: ChainClient, ledger: string, address: string, blockTag: number) {
  const contract = new Contract(ledger, labelLedgerAbi, provider)
  const account = Number(await contract.getFunction('accountOf').staticCall(address, { blockTag }))
  if (account === 0) return null
  const [word, block] = await Promise.all([
    contract.getFunction('accountWord').staticCall(account, { blockTag }),
    provider.getBlock(blockTag),
  ])
  const held = claimVested(accountLayout.unpack(BigInt(word)), hourOf(block?.timestamp ?? 0))
  const session = {
    endsAt: instantOf(timeOf(held.sessExp) * 1_000),
    perLabelWei: weiOf(held.sessLabel * SESSION_STEP),
  }
  return { account, stakeWei: weiOf(held.free + held.locked), session }
}

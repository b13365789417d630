import { Contract, JsonRpcProvider } from 'ethers'
import { labelLedgerAbi } from '../../../core/chain/abi/label-ledger.ts'
import { weiOf } from '../../../core/ledger/units.ts'
import { accountLayout, seatLayout } from '../../../core/ledger/words.ts'
import type { Community } from './validators.ts'

/** What one person of the community has, in wei. */
export interface Holding {
  readonly name: string
  /** Stake, rewards and seat, as our books say it and as the ledger does. */
  readonly books: bigint
  readonly chain: bigint
  readonly heldWei: bigint
  readonly earnedWei: bigint
  readonly slashedWei: bigint
}

/** What everybody of the community has, by name. */
export async function holdings({ tagora }: Community): Promise<ReadonlyMap<string, Holding>> {
  const { store, chain } = tagora.app
  const provider = new JsonRpcProvider(chain.rpcUrl, undefined, { staticNetwork: true })
  try {
    const ledger = new Contract(chain.contracts.ledger, labelLedgerAbi, provider)
    const { wallets, slashes } = await store.transaction(async (trx) => ({
      wallets: await trx
        .selectFrom('wallets')
        .innerJoin('identities', 'identities.account_id', 'wallets.account_id')
        .selectAll('wallets')
        .select('identities.display_name')
        .execute(),
      slashes: await trx
        .selectFrom('payments')
        .innerJoin('annotations', 'annotations.id', 'payments.annotation_id')
        .select(['payments.account_id', 'payments.slash_wei'])
        .where('annotations.role', '=', 'validator')
        .execute(),
    }))
    const found = wallets.map(async (wallet): Promise<[string, Holding]> => {
      const onChain = await holdingOf(ledger, wallet.address)
      // A validator's slash is taken from the seat, whose stake is beside the person's own.
      const fromSeat = slashes
        .filter((one) => one.account_id === wallet.account_id)
        .reduce((sum, one) => sum + BigInt(one.slash_wei), 0n)
      const seat = onChain.hasSeat ? chain.seatStakeWei - fromSeat : 0n
      const holding = {
        name: wallet.display_name,
        books: BigInt(wallet.stake_wei) + BigInt(wallet.earned_wei) + seat,
        chain: onChain.wei,
        heldWei: BigInt(wallet.held_wei),
        earnedWei: BigInt(wallet.earned_wei),
        slashedWei: BigInt(wallet.slashed_wei),
      }
      return [wallet.display_name, holding]
    })
    return new Map(await Promise.all(found))
  } finally {
    provider.destroy()
  }
}

/** Everybody for whom books and ledger differ. */
export async function differingHoldings(community: Community): Promise<Holding[]> {
  return [...(await holdings(community)).values()].filter(({ books, chain }) => books !== chain)
}

async function holdingOf(ledger: Contract, address: string): Promise<{ wei: bigint; hasSeat: boolean }> {
  const view = async (name: string, argument: unknown) =>
    BigInt(await ledger.getFunction(name).staticCall(argument))
  const account = await view('accountOf', address)
  if (account === 0n) return { wei: 0n, hasSeat: false }
  const { free, locked, unvested } = accountLayout.unpack(await view('accountWord', account))
  const seatPlusOne = await view('seatOf', account)
  if (seatPlusOne === 0n) return { wei: weiOf(free + locked + unvested), hasSeat: false }
  const seat = seatLayout.unpack(await view('seatWord', seatPlusOne - 1n))
  const units = free + locked + unvested + seat.free + seat.locked + seat.unvested
  return { wei: weiOf(units), hasSeat: true }
}

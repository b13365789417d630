import type { Clock } from '../clock.ts'
import { ExpectedError } from '../errors.ts'
import type { WalletFlowId } from '../ids.ts'
import type { Account } from '../people/account.ts'
import { tellPerson } from '../people/tell-person.ts'
import type { Trx } from '../store/database.ts'
import { directIdentities } from '../store/direct-identities.ts'
import { changeFlow, lockFlow } from '../store/wallet-flows.ts'
import { insertLink } from '../store/wallet-links.ts'
import { changeWallet } from './change-wallet.ts'
import type { FlowState, Holder, LinkMethod, WalletFlow } from './flow.ts'
import { readStanding } from './standing.ts'

/** A flow whose wallet is proven. */
export type ProvenFlow = WalletFlow & {
  readonly address: string
  readonly holder: Holder
  readonly method: LinkMethod
}

export interface ConfirmTerms {
  readonly chainId: bigint
  /** How long another wallet waits before it takes the place of the one before. */
  readonly changeMs: number
}

/**
 * The last step, in the chat: the person saw the address and says it is theirs. Links it, or asks for it to
 * take the place of the one they have.
 * @throws ExpectedError `wallet.over` proven too long ago, stopped, or not this person's; `wallet.taken`;
 * `wallet.alreadyLinked`; and those of `changeWallet`
 */
export async function confirmFlow(
  trx: Trx,
  clock: Clock,
  account: Account,
  id: WalletFlowId,
  terms: ConfirmTerms,
): Promise<WalletFlow> {
  const flow = await lockProven(trx, clock, account, id)
  const { address, holder, method } = flow
  const standing = await readStanding(trx, account.id, address)
  if (standing.kind === 'taken') throw new ExpectedError('wallet.taken', {})
  if (standing.kind === 'own') throw new ExpectedError('wallet.alreadyLinked', { address })
  if (standing.kind === 'replaces') {
    await changeWallet(trx, clock, account, { next: { address, holder, method }, delayMs: terms.changeMs })
    return await endProven(trx, clock, flow, 'asked')
  }
  const now = clock.now()
  const link = { accountId: account.id, address, holder, method, chainId: terms.chainId, linkedAt: now }
  if (!(await insertLink(trx, link))) throw new ExpectedError('wallet.taken', {})
  // Whoever confirmed knows; the person's other chats do not.
  if ((await directIdentities(trx, account.id)).length > 1) {
    await tellPerson(trx, now, { accountId: account.id, about: flow.id }, 'wallet.linked', { address })
  }
  return await endProven(trx, clock, flow, 'linked')
}

/** The proven flow of an account, locked.
 * @throws ExpectedError `wallet.over` */
export async function lockProven(
  trx: Trx,
  clock: Clock,
  account: Account,
  id: WalletFlowId,
): Promise<ProvenFlow> {
  const flow = await lockFlow(trx, id)
  const { address, holder, method, deadline } = flow ?? {}
  const isInTime = deadline && deadline > clock.now()
  const isProven = flow?.accountId === account.id && flow.state === 'proven' && isInTime
  if (!isProven || !address || !holder || !method || method === 'none') {
    throw new ExpectedError('wallet.over', {})
  }
  return { ...flow, address, holder, method }
}

/** Ends a proven flow that the person decided about. */
export async function endProven(
  trx: Trx,
  clock: Clock,
  { id }: WalletFlow,
  state: Extract<FlowState, 'linked' | 'asked'>,
): Promise<WalletFlow> {
  const ended = await changeFlow(
    trx,
    id,
    { states: ['proven'] },
    { state, deadline: null, endedAt: clock.now() },
  )
  if (!ended) throw new ExpectedError('wallet.over', {})
  return ended
}

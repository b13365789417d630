import { type Instant, plusMs } from '../clock.ts'
import type { Trx } from '../store/database.ts'
import { changeFlow } from '../store/wallet-flows.ts'
import { SIGN_MS, type WalletFlow } from './flow.ts'
import { type MessageOrigin, makeLinkMessage } from './link-message.ts'

/** Gives a flow the message that the owner of an address must sign; one offered before is worth nothing any
 * more. A wish has its message from the start. Null when the flow is not at this point.
 * @param address with its checksum */
export async function offerMessage(
  trx: Trx,
  origin: () => MessageOrigin,
  now: Instant,
  flow: WalletFlow,
  { address, sessionTopic = null }: { address: string; sessionTopic?: string | null },
): Promise<WalletFlow | null> {
  const linking = () => makeLinkMessage(origin(), flow, address, now)
  const { message, nonce, deadline } =
    flow.wish && flow.message
      ? { message: flow.message, nonce: flow.id, deadline: plusMs(now, SIGN_MS) }
      : linking()
  const states = flow.method === 'page' ? (['waiting', 'signing'] as const) : (['waiting'] as const)
  return await changeFlow(
    trx,
    flow.id,
    { states },
    { state: 'signing', address, sessionTopic, message, nonce, deadline },
  )
}

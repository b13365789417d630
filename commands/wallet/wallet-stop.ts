import type { WalletFlowId } from '../../core/ids.ts'
import { stopFlow } from '../../core/wallet/stop-flow.ts'
import type { TapCommand } from '../command.ts'
import { flowScreen } from './flow-screen.ts'

/** Ends an attempt to link a wallet. */
export const walletStop: TapCommand = {
  name: 'wallet-stop',
  mode: 'tap',
  args: [{ name: 'flow', kind: 'text', required: true }],
  needsConsent: false,
  listed: false,
  run: async (context) => {
    const { trx, clock, account, services, args } = context
    const flow = await stopFlow(trx, clock, account, args.flow as WalletFlowId)
    services.wallets?.wake()
    return await flowScreen(context, flow)
  },
}

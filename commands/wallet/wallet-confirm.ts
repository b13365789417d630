import type { WalletFlowId } from '../../core/ids.ts'
import { confirmFlow } from '../../core/wallet/confirm-flow.ts'
import type { TapCommand } from '../command.ts'
import { flowScreen } from './flow-screen.ts'
import { walletServices } from './flow-view.ts'

/** "Yes, this is my wallet": links it, or asks for it to take the place of another. */
export const walletConfirm: TapCommand = {
  name: 'wallet-confirm',
  mode: 'tap',
  args: [{ name: 'flow', kind: 'text', required: true }],
  needsConsent: false,
  listed: false,
  run: async (context) => {
    const { trx, clock, account, services, args } = context
    const terms = walletServices(services)
    return await flowScreen(context, await confirmFlow(trx, clock, account, args.flow as WalletFlowId, terms))
  },
}

import { ExpectedError } from '../../core/errors.ts'
import { beginFlow } from '../../core/wallet/begin-flow.ts'
import type { TapCommand } from '../command.ts'
import { flowScreen } from './flow-screen.ts'
import { walletServices } from './flow-view.ts'

/** Begins to link a wallet; from here on the screen changes by itself. */
export const walletLink: TapCommand = {
  name: 'wallet-link',
  mode: 'tap',
  args: [{ name: 'method', kind: 'text', required: true }],
  needsConsent: false,
  listed: false,
  run: async (context) => {
    const { trx, clock, account, services, event, args } = context
    const wallets = walletServices(services)
    const method = wallets.methodsOn(event.platform).find((one) => one === args.method)
    if (!method) throw new ExpectedError('wallet.notSetUp', {})
    const { id: platformUserId, handle = null } = event.user
    const asking = { method, platform: event.platform, platformUserId, handle }
    const { flow, token } = await beginFlow(trx, clock, account, asking)
    wallets.wake()
    return await flowScreen(context, flow, token)
  },
}

import type { WalletFlowId } from '../../core/ids.ts'
import { askJoin } from '../../core/wallet/ask-join.ts'
import type { TapCommand } from '../command.ts'
import { paragraph } from '../text.ts'
import { flowScreen } from './flow-screen.ts'

/** Asks the account that has the same wallet to become one person with this one. */
export const walletAskJoin: TapCommand = {
  name: 'wallet-ask-join',
  mode: 'tap',
  args: [{ name: 'flow', kind: 'text', required: true }],
  needsConsent: false,
  listed: false,
  run: async (context) => {
    const { trx, clock, account, args, t } = context
    const flow = await askJoin(trx, clock, account, args.flow as WalletFlowId)
    const screen = await flowScreen(context, flow)
    return { ...screen, blocks: [paragraph(t('wallet.joinSent')), ...screen.blocks.slice(1)] }
  },
}

import type { WalletJoinId } from '../../core/ids.ts'
import { answerJoin } from '../../core/tasks/answer-join.ts'
import type { TapCommand } from '../command.ts'
import { paragraph } from '../text.ts'
import { phraseBlocks } from './phrase-blocks.ts'

/** The owner of a wallet answers whether another account that proved it is theirs too. */
export const walletJoin: TapCommand = {
  name: 'wallet-join',
  mode: 'tap',
  args: [
    { name: 'join', kind: 'text', required: true },
    { name: 'mine', kind: 'text', required: true },
  ],
  needsConsent: false,
  listed: false,
  run: async ({ trx, clock, account, args, t }) => {
    const isMine = args.mine === 'yes'
    await answerJoin(trx, clock, account, { id: args.join as WalletJoinId, isMine })
    const said = paragraph(t(isMine ? 'wallet.joinDone' : 'wallet.joinDeclined'))
    return { blocks: [said, ...(await phraseBlocks(trx, account.id, t))], buttons: [], ephemeral: true }
  },
}

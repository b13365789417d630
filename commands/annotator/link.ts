import { issueLinkCode } from '../../core/people/issue-link-code.ts'
import { redeemLinkCode } from '../../core/tasks/redeem-link-code.ts'
import type { TapCommand } from '../command.ts'
import { paragraph } from '../text.ts'

/** Makes two platforms one person: shows a code on one, takes it on the other. */
export const link: TapCommand = {
  name: 'link',
  mode: 'tap',
  args: [{ name: 'code', kind: 'text', required: false }],
  needsConsent: false,
  listed: true,
  run: async ({ trx, clock, account, args, t }) => {
    if (args.code) {
      await redeemLinkCode(trx, clock, account, args.code)
      return { blocks: [paragraph(t('link.done'))], buttons: [], ephemeral: true }
    }
    const { code, minutes } = await issueLinkCode(trx, clock, account)
    return { blocks: [paragraph(t('link.code', { code, minutes }))], buttons: [], ephemeral: true }
  },
}

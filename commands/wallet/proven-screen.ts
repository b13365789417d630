import type { WalletFlow } from '../../core/wallet/flow.ts'
import { readStanding } from '../../core/wallet/standing.ts'
import type { ButtonDraft, ScreenDraft } from '../screen.ts'
import { heading, paragraph, plainText } from '../text.ts'
import { type FlowView, walletServices } from './flow-view.ts'

const HOUR_MS = 3_600_000

/** A wallet whose signature is right: what saying yes would mean, and the choice. */
export async function provenScreen({ trx, services, t }: FlowView, flow: WalletFlow): Promise<ScreenDraft> {
  const address = flow.address ?? ''
  const standing = await readStanding(trx, flow.accountId, address)
  const args = { flow: flow.id }
  const no: ButtonDraft = { label: plainText(t('wallet.no')), command: 'wallet-stop', args, style: 'danger' }
  const yes = (label: string, command: string): ButtonDraft => ({
    label: plainText(label),
    command,
    args,
    style: 'success',
  })
  const title = heading(t('wallet.provenTitle'))
  const signed = paragraph(t('wallet.proven', { address }))
  if (standing.kind === 'own') {
    return { blocks: [paragraph(t('wallet.own', { address }))], buttons: [[{ ...no, style: 'secondary' }]] }
  }
  if (standing.kind === 'taken') {
    if (standing.ownLink) return { blocks: [title, signed, paragraph(t('wallet.takenTwo'))], buttons: [[no]] }
    return {
      blocks: [title, signed, paragraph(t('wallet.taken')), paragraph(t('wallet.takenJoin'))],
      buttons: [[yes(t('wallet.joinAsk'), 'wallet-ask-join'), no]],
    }
  }
  if (standing.kind === 'replaces') {
    const count = Math.round(walletServices(services).changeMs / HOUR_MS)
    const terms = paragraph(t('wallet.replaces', { address: standing.link.address, count }))
    return { blocks: [title, signed, terms], buttons: [[yes(t('wallet.yesReplace'), 'wallet-confirm'), no]] }
  }
  const contract = flow.holder === 'key' ? [] : [paragraph(t('wallet.contract'))]
  return {
    blocks: [title, signed, ...contract, paragraph(t('wallet.confirm'))],
    buttons: [[yes(t('wallet.yes'), 'wallet-confirm'), no]],
  }
}

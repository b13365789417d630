import { msBetween } from '../../core/clock.ts'
import type { MoneyWish, WalletFlow } from '../../core/wallet/flow.ts'
import { qrPng } from '../../core/wallet/qr-png.ts'
import type { ButtonDraft, ScreenDraft } from '../screen.ts'
import { heading, paragraph, plainText } from '../text.ts'
import { type FlowView, walletServices } from './flow-view.ts'
import { wishBlocks } from './review-wish.ts'
import { walletLinks } from './wallet-links.ts'

/** A flow in which a linked wallet signs a wish, and then the chain takes it. */
export async function wishScreen(
  view: FlowView,
  flow: WalletFlow,
  wish: MoneyWish,
  token?: string,
): Promise<ScreenDraft> {
  const { t } = view
  const terms = wishBlocks(t, flow.address ?? '', wish)
  const title = heading(t(`money.title.${wish.kind}`))
  switch (flow.state) {
    case 'waiting':
      return flow.method === 'page' ? pageScreen(view, flow, token) : await codeScreen(view, flow)
    case 'signing':
      return {
        blocks: [heading(t('wallet.signTitle')), ...terms, paragraph(t('money.signNow'))],
        buttons: [[stopButton(view, flow)]],
      }
    case 'sent':
      return { blocks: [title, ...terms, paragraph(t('money.sent'))], buttons: [] }
    case 'done':
      return {
        blocks: [title, paragraph(t(`money.done.${wish.kind}`))],
        buttons: [[onwards(view, wish)]],
      }
    default:
      return failedScreen(view, flow)
  }
}

/** A finding takes one signature for each side of it: so the next one is a tap away. */
function onwards({ t }: FlowView, { kind }: MoneyWish): ButtonDraft {
  const isFinding = kind === 'finding'
  const label = plainText(t(isFinding ? 'expert.signNext' : 'money.see'))
  return { label, command: isFinding ? 'verdict' : 'wallet', style: 'primary' }
}

async function codeScreen(view: FlowView, flow: WalletFlow): Promise<ScreenDraft> {
  const { services, t } = view
  const uri = flow.uri ?? ''
  return {
    blocks: [
      heading(t('wallet.scanTitle')),
      paragraph(t('wallet.scan', { count: minutesLeft(view, flow) })),
      paragraph(t('money.sameWallet', { address: flow.address ?? '' })),
      { kind: 'code', text: uri },
      paragraph(t('wallet.scanAlone')),
    ],
    image: { png: qrPng(uri).toString('base64'), alt: plainText(t('wallet.codeAlt')) },
    links: walletLinks(t, walletServices(services), uri),
    buttons: [[stopButton(view, flow)]],
  }
}

function pageScreen(view: FlowView, flow: WalletFlow, token?: string): ScreenDraft {
  const { services, t } = view
  const url = token && walletServices(services).linkUrl(token)
  return {
    blocks: [
      heading(t('money.pageTitle')),
      paragraph(t('wallet.page', { count: minutesLeft(view, flow) })),
      paragraph(t('money.sameWallet', { address: flow.address ?? '' })),
      paragraph(t('wallet.pageAlone')),
    ],
    ...(url && { links: [[{ label: plainText(t('wallet.openPage')), url }]] }),
    buttons: [[stopButton(view, flow)]],
  }
}

function failedScreen({ t }: FlowView, { failure }: WalletFlow): ScreenDraft {
  return {
    blocks: [
      heading(t('money.failedTitle')),
      paragraph(t(`wallet.failed.${failure ?? 'broken'}`)),
      paragraph(t('money.nothingMoved')),
    ],
    buttons: [[{ label: plainText(t('money.see')), command: 'wallet' }]],
  }
}

function stopButton({ t }: FlowView, flow: WalletFlow): ButtonDraft {
  return { label: plainText(t('wallet.stop')), command: 'wallet-stop', args: { flow: flow.id } }
}

function minutesLeft({ clock }: FlowView, { deadline }: WalletFlow): number {
  return deadline ? Math.max(1, Math.round(msBetween(clock.now(), deadline) / 60_000)) : 1
}

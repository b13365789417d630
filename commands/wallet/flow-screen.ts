import { type Clock, msBetween } from '../../core/clock.ts'
import { busyFlows, queuedFlows } from '../../core/store/wallet-flows.ts'
import { MOST_AT_ONCE, type WalletFlow } from '../../core/wallet/flow.ts'
import { qrPng } from '../../core/wallet/qr-png.ts'
import type { Translate } from '../../locales/messages.ts'
import type { Block, ButtonDraft, ScreenDraft } from '../screen.ts'
import { heading, paragraph, plainText } from '../text.ts'
import { type FlowView, walletServices } from './flow-view.ts'
import { phraseBlocks } from './phrase-blocks.ts'
import { provenScreen } from './proven-screen.ts'
import { walletLinks } from './wallet-links.ts'
import { wishScreen } from './wish-screen.ts'

/** A flow as its person sees it; it changes by itself with the flow.
 * @param token of the one-time link, which only whoever has just begun knows */
export async function flowScreen(view: FlowView, flow: WalletFlow, token?: string): Promise<ScreenDraft> {
  const { trx, t } = view
  const { blocks, ...rest } = await screenOf(view, flow, token)
  return {
    ...rest,
    blocks: [...blocks, ...(await phraseBlocks(trx, flow.accountId, t))],
    ephemeral: true,
    live: { id: flow.id, version: flow.version },
  }
}

async function screenOf(view: FlowView, flow: WalletFlow, token?: string): Promise<ScreenDraft> {
  const { t } = view
  switch (flow.state) {
    case 'queued':
      return await queuedScreen(view, flow)
    case 'opening':
      return { blocks: [paragraph(t('wallet.opening'))], buttons: [[stopButton(t, flow)]] }
    default:
      return flow.wish ? await wishScreen(view, flow, flow.wish, token) : await linkScreen(view, flow, token)
  }
}

async function linkScreen(view: FlowView, flow: WalletFlow, token?: string): Promise<ScreenDraft> {
  const { t } = view
  switch (flow.state) {
    case 'waiting':
      return flow.method === 'page' ? pageScreen(view, flow, token) : await codeScreen(view, flow)
    case 'signing':
      return signingScreen(view, flow)
    case 'proven':
      return await provenScreen(view, flow)
    case 'linked':
      return linkedScreen(t, flow)
    case 'asked':
      return { blocks: [paragraph(t('wallet.asked'))], buttons: [] }
    default:
      return failedScreen(t, flow)
  }
}

async function queuedScreen({ trx, t }: FlowView, flow: WalletFlow): Promise<ScreenDraft> {
  const position = (await queuedFlows(trx)).findIndex(({ id }) => id === flow.id) + 1
  const isNext = position <= MOST_AT_ONCE - (await busyFlows(trx)).length
  const blocks = isNext
    ? [paragraph(t('wallet.opening'))]
    : [paragraph(t('wallet.queued', { count: position })), paragraph(t('wallet.queuedMore'))]
  return { blocks, buttons: [[stopButton(t, flow)]] }
}

async function codeScreen({ clock, services, t }: FlowView, flow: WalletFlow): Promise<ScreenDraft> {
  const uri = flow.uri ?? ''
  return {
    blocks: [
      heading(t('wallet.scanTitle')),
      paragraph(t('wallet.scan', { count: minutesLeft(clock, flow) })),
      { kind: 'code', text: uri },
      paragraph(t('wallet.scanAlone')),
    ],
    image: { png: qrPng(uri).toString('base64'), alt: plainText(t('wallet.codeAlt')) },
    links: walletLinks(t, walletServices(services), uri),
    buttons: [[stopButton(t, flow)]],
  }
}

function pageScreen({ clock, services, t }: FlowView, flow: WalletFlow, token?: string): ScreenDraft {
  const url = token && walletServices(services).linkUrl(token)
  return {
    blocks: [
      heading(t('wallet.pageTitle')),
      paragraph(t('wallet.page', { count: minutesLeft(clock, flow) })),
      paragraph(t('wallet.pageAlone')),
    ],
    ...(url && { links: [[{ label: plainText(t('wallet.openPage')), url }]] }),
    buttons: [[stopButton(t, flow)]],
  }
}

function signingScreen({ clock, t }: FlowView, flow: WalletFlow): ScreenDraft {
  const address = flow.address ?? ''
  return {
    blocks: [
      heading(t('wallet.signTitle')),
      paragraph(t('wallet.sign', { address, count: minutesLeft(clock, flow) })),
      paragraph(t('wallet.signNames', { platform: flow.platform, name: flow.handle ?? flow.platformUserId })),
    ],
    buttons: [[stopButton(t, flow)]],
  }
}

function linkedScreen(t: Translate, { address }: WalletFlow): ScreenDraft {
  return {
    blocks: [heading(t('wallet.linkedTitle')), paragraph(t('wallet.linked', { address: address ?? '' }))],
    buttons: [[{ label: plainText(t('start.begin')), command: 'task', style: 'primary' }]],
  }
}

function failedScreen(t: Translate, { failure, method }: WalletFlow): ScreenDraft {
  const blocks: Block[] = [
    heading(t('wallet.failedTitle')),
    paragraph(t(`wallet.failed.${failure ?? 'broken'}`)),
    paragraph(t('wallet.nothingLinked')),
  ]
  const again: ButtonDraft = {
    label: plainText(t('wallet.again')),
    command: 'wallet-link',
    args: { method },
    style: 'primary',
  }
  return { blocks, buttons: [[again, { label: plainText(t('wallet.other')), command: 'wallet' }]] }
}

function stopButton(t: Translate, flow: WalletFlow): ButtonDraft {
  return { label: plainText(t('wallet.stop')), command: 'wallet-stop', args: { flow: flow.id } }
}

function minutesLeft(clock: Clock, { deadline }: WalletFlow): number {
  return deadline ? Math.max(1, Math.round(msBetween(clock.now(), deadline) / 60_000)) : 1
}

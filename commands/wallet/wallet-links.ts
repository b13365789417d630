import type { Translate } from '../../locales/messages.ts'
import type { Link } from '../screen.ts'
import type { WalletServices } from '../services.ts'
import { plainText } from '../text.ts'

/** Apps that open a pairing by an address of their own: all take the same parameter. */
const APPS = [
  ['MetaMask', 'https://metamask.app.link/wc?uri='],
  ['Trust', 'https://link.trustwallet.com/wc?uri='],
  ['Rainbow', 'https://rnbwapp.com/wc?uri='],
] as const

/** Ways to open a pairing in a wallet app on the same device, where nobody can scan a code. */
export function walletLinks(t: Translate, wallets: WalletServices, uri: string): Link[][] {
  const apps = APPS.map(([label, start]) => ({ label, url: start + encodeURIComponent(uri) }))
  return [apps, [{ label: plainText(t('wallet.otherApp')), url: wallets.openUrl(uri) }]]
}

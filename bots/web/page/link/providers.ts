/** A wallet as browsers hold one (EIP-1193). */
export interface Provider {
  request(call: { method: string; params?: readonly unknown[] }): Promise<unknown>
}

/** A wallet that made itself known (EIP-6963). */
export interface KnownWallet {
  readonly id: string
  readonly name: string
  /** A picture within a data: address, or none. */
  readonly icon: string | null
  readonly provider: Provider
}

interface Announcement {
  readonly info: { readonly uuid: string; readonly name: string; readonly icon: string }
  readonly provider: Provider
}

/** Tells of each wallet in the browser, those that come late too; returns how to stop. */
export function watchWallets(found: (wallet: KnownWallet) => void): () => void {
  const hear = (event: Event) => {
    const { info, provider } = (event as CustomEvent<Announcement>).detail
    const icon = info.icon.startsWith('data:image/') ? info.icon : null
    found({ id: info.uuid, name: info.name, icon, provider })
  }
  window.addEventListener('eip6963:announceProvider', hear)
  window.dispatchEvent(new Event('eip6963:requestProvider'))
  const old = (window as unknown as { ethereum?: Provider }).ethereum
  if (old) found({ id: 'window.ethereum', name: 'Browser wallet', icon: null, provider: old })
  return () => window.removeEventListener('eip6963:announceProvider', hear)
}

/** What the server wants signed: words, or the JSON of a message the wallet shows field by field (EIP-712). */
export interface Asked {
  readonly kind: 'text' | 'typed'
  readonly message: string
}

/** Asks a wallet for its account and has the message signed that the server offers for it. */
export async function signWith(
  { provider }: KnownWallet,
  chainId: string,
  offer: (address: string) => Promise<Asked>,
): Promise<string> {
  const accounts = (await provider.request({ method: 'eth_requestAccounts' })) as readonly string[]
  const [address] = accounts
  if (!address) throw new NoAccount()
  await chooseChain(provider, chainId)
  const { kind, message } = await offer(address)
  if (kind === 'typed') {
    return String(await provider.request({ method: 'eth_signTypedData_v4', params: [address, message] }))
  }
  const hex = [...new TextEncoder().encode(message)]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('')
  return String(await provider.request({ method: 'personal_sign', params: [`0x${hex}`, address] }))
}

/** The wallet gave no account. */
export class NoAccount extends Error {}

/** Contract wallets are checked on this chain. A wallet that does not know it may still sign: a key is the same
 * on every chain. */
async function chooseChain(provider: Provider, chainId: string): Promise<void> {
  if ((await provider.request({ method: 'eth_chainId' })) === chainId) return
  try {
    await provider.request({ method: 'wallet_switchEthereumChain', params: [{ chainId }] })
  } catch (thrown) {
    if (isRefusal(thrown)) throw thrown
  }
}

/** True when the person said no in their wallet. */
export function isRefusal(thrown: unknown): boolean {
  return typeof thrown === 'object' && thrown !== null && 'code' in thrown && thrown.code === 4_001
}

import type { Wallet } from 'ethers'
import type { BrowserContext, Page } from 'playwright-core'

/** What a browser's wallet has and does. */
export interface BrowserWallet {
  readonly accounts: readonly string[]
  /** In hexadecimal. */
  readonly chain?: string
  /** Null to refuse. */
  readonly sign: (message: string) => Promise<string | null>
  /** The JSON of a typed message (EIP-712); absent: such are refused. */
  readonly signTyped?: (json: string) => Promise<string | null>
}

const LOCAL_CHAIN = '0x7a69'

/** The wallet of a key. */
export function walletOf(key: Wallet): BrowserWallet {
  return {
    accounts: [key.address],
    sign: (message) => key.signMessage(message),
    signTyped: (json) => signTypedJson(key, json),
  }
}

/** What a wallet answers to eth_signTypedData_v4. */
export async function signTypedJson(key: Wallet, json: string): Promise<string> {
  const { domain, types, message } = JSON.parse(json)
  const { EIP712Domain: _, ...fields } = types
  return await key.signTypedData(domain, fields, message)
}

/** Puts a wallet into every page of a browser, as an extension does (EIP-6963). What it is called for is in
 * `window.walletCalls`. */
export async function injectWallet(into: Page | BrowserContext, wallet: BrowserWallet): Promise<void> {
  const { accounts, chain = LOCAL_CHAIN, sign, signTyped } = wallet
  await into.exposeFunction('signInWallet', (hex: string) =>
    sign(Buffer.from(hex.slice(2), 'hex').toString('utf8')),
  )
  await into.exposeFunction('signTypedInWallet', (json: string) => signTyped?.(json) ?? null)
  await into.addInitScript(announceWallet, { accounts, chain })
}

/** Runs in the page. */
function announceWallet({ accounts, chain }: { accounts: readonly string[]; chain: string }): void {
  type Sign = (asked: string) => Promise<string | null>
  const { signInWallet, signTypedInWallet } = window as unknown as Record<string, Sign>
  const calls: string[] = []
  const request = async ({ method, params = [] }: { method: string; params?: readonly string[] }) => {
    calls.push(method)
    if (method === 'eth_requestAccounts') return accounts
    if (method === 'eth_chainId') return chain
    if (method === 'personal_sign' || method === 'eth_signTypedData_v4') {
      const isTyped = method === 'eth_signTypedData_v4'
      const signature = await (isTyped
        ? signTypedInWallet?.(params[1] ?? '')
        : signInWallet?.(params[0] ?? ''))
      if (signature) return signature
      throw Object.assign(new Error('User rejected'), { code: 4001 })
    }
    throw Object.assign(new Error('Unrecognized chain'), { code: 4902 })
  }
  const info = {
    uuid: 'test-wallet',
    name: 'Test Wallet',
    icon: 'data:image/svg+xml,<svg/>',
    rdns: 'org.example',
  }
  const detail = Object.freeze({ info, provider: { request } })
  const announce = () => window.dispatchEvent(new CustomEvent('eip6963:announceProvider', { detail }))
  window.addEventListener('eip6963:requestProvider', announce)
  Object.assign(window, { walletCalls: calls })
}

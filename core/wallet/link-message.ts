import { randomBytes } from 'node:crypto'
import { createMessage } from 'ox/Siwe'
import { type Instant, plusMs } from '../clock.ts'
import { SIGN_MS, type WalletFlow } from './flow.ts'

/** Whose message it is: what wallets show as its origin. */
export interface MessageOrigin {
  /** The host of our pages, with its port when it has one. */
  readonly domain: string
  readonly uri: string
  readonly chainId: bigint
}

/** A message to sign and what binds it to one attempt. */
export interface LinkMessage {
  readonly message: string
  readonly nonce: string
  readonly deadline: Instant
}

const NONCE_BYTES = 16
const PLATFORMS: Readonly<Record<string, string>> = { discord: 'Discord', telegram: 'Telegram' }

/**
 * The message (EIP-4361) by which the owner of an address agrees to link it to one account of one platform.
 * It is always made here, never taken from outside. English in every language: wallets and whoever checks it
 * later read it literally, and the standard allows ASCII only.
 * @param address with its checksum
 */
export function makeLinkMessage(
  origin: MessageOrigin,
  flow: Pick<WalletFlow, 'platform' | 'platformUserId' | 'handle'>,
  address: string,
  now: Instant,
): LinkMessage {
  const nonce = randomBytes(NONCE_BYTES).toString('hex')
  const deadline = plusMs(now, SIGN_MS)
  const message = createMessage({
    address: address as `0x${string}`,
    chainId: Number(origin.chainId),
    domain: origin.domain,
    uri: origin.uri,
    version: '1',
    statement: statementFor(flow),
    nonce,
    issuedAt: new Date(now),
    expirationTime: new Date(deadline),
    requestId: `${flow.platform}:${plain(flow.platformUserId)}`,
  })
  return { message, nonce, deadline }
}

function statementFor({ platform, platformUserId, handle }: Parameters<typeof makeLinkMessage>[1]): string {
  const name = plain(handle ?? '')
  const who = name && ` @${name}`
  const account = `${PLATFORMS[platform] ?? plain(platform)} account${who} (id ${plain(platformUserId)})`
  return `Link this wallet to the ${account} on Tagora. Sign only if this account is yours. It moves no funds.`
}

/** Names of people may hold anything; nothing of it may look like words of ours. */
function plain(name: string): string {
  return name.replace(/[^A-Za-z0-9._-]/g, '').slice(0, 40)
}

import { badRequest } from './errors.ts'
import type { Params } from './params.ts'
import { LinkError, type ParsedUrl, parseUrl } from './text/links.ts'

/** What `setWebhook` fixed. */
export interface WebhookSettings {
  url: string
  secret: string
  maxConnections: number
  ipAddress: string
}

const PORTS = new Set([443, 80, 88, 8443])
const MAX_SECRET = 256

/**
 * Reads and checks the parameters of `setWebhook`. `isLocal` is the Bot API server's `--local` mode, in
 * which plain http, every port and private addresses are fine.
 */
export function readWebhook(params: Params, isLocal: boolean): WebhookSettings {
  const secret = params.text('secret_token')
  if (secret.length > MAX_SECRET) throw badRequest('secret token is too long')
  if (!/^[A-Za-z0-9_-]*$/.test(secret)) throw badRequest('secret token contains unallowed characters')
  const url = params.text('url')
  const parsed = parseWebhookUrl(url)
  if (!isLocal) checkPublic(parsed)
  return {
    url,
    secret,
    maxConnections: params.integer('max_connections', 40, 1, 100),
    ipAddress: params.text('ip_address'),
  }
}

function parseWebhookUrl(url: string): ParsedUrl {
  try {
    return parseUrl(url, 'https')
  } catch (cause) {
    if (cause instanceof LinkError) throw badRequest('invalid webhook URL specified')
    throw cause
  }
}

function checkPublic({ protocol, port, host }: ParsedUrl): void {
  if (protocol !== 'https') throw badRequest('bad webhook: An HTTPS URL must be provided for webhook')
  if (!PORTS.has(port || 443)) {
    throw badRequest('bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443')
  }
  const address = host === 'localhost' ? '127.0.0.1' : host
  if (/^(?:0|10|127|169\.254|192\.168|172\.(?:1[6-9]|2\d|3[01]))\./.test(address)) {
    throw badRequest(`bad webhook: IP address ${address} is reserved`)
  }
}

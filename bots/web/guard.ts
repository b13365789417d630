import { isIP } from 'node:net'
import type { MiddlewareHandler } from 'hono'
import { secureHeaders } from 'hono/secure-headers'
import { ExpectedError } from '../../core/errors.ts'

/**
 * Lets only our own page and local programs in. A foreign name in Host means another site's name was pointed
 * at this machine (DNS rebinding); a foreign Origin, or a browser's word that a request crosses sites, means
 * another page makes it (cross-site request forgery).
 * @throws ExpectedError `web.foreignOrigin`
 */
export function ownOriginOnly(configuredHost: string): MiddlewareHandler {
  return async (c, next) => {
    const host = c.req.header('host') ?? ''
    const origin = c.req.header('origin')
    const site = c.req.header('sec-fetch-site')
    const reading = c.req.method === 'GET' && !c.req.path.startsWith('/api/')
    const foreign =
      !isOwnName(host, configuredHost) ||
      (origin !== undefined && origin !== `http://${host}`) ||
      (!reading && (site === 'cross-site' || site === 'same-site'))
    if (foreign) throw new ExpectedError('web.foreignOrigin', {})
    await next()
  }
}

/** Nobody can point a bare address or `localhost` elsewhere, so these need no list. */
function isOwnName(host: string, configuredHost: string): boolean {
  const name = host.replace(/:\d+$/, '').toLowerCase()
  const address = name.replace(/^\[(.*)\]$/, '$1')
  return name === 'localhost' || isIP(address) !== 0 || address === configuredHost.toLowerCase()
}

/** The page loads nothing from elsewhere and cannot be framed. */
export const ownHeaders: MiddlewareHandler = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'self'"],
    // The pictures of screens come with the conversation.
    imgSrc: ["'self'", 'data:'],
    baseUri: ["'none'"],
    formAction: ["'none'"],
    frameAncestors: ["'none'"],
    objectSrc: ["'none'"],
  },
  xFrameOptions: 'DENY',
  strictTransportSecurity: false,
})

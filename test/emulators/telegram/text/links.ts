/**
 * Telegram's own idea of a link, after TDLib's `LinkManager::check_link_impl` and `parse_url`.
 * It is not the WHATWG one: a host needs a dot, and only http, https, tg, ton and tonsite exist.
 */
export interface ParsedUrl {
  protocol: 'http' | 'https'
  userinfo: string
  host: string
  isIpv6: boolean
  /** 0 when the URL names no port. */
  port: number
  query: string
}

/** Why a link is refused; the message is Telegram's wording. */
export class LinkError extends Error {
  override readonly name = 'LinkError'
}

interface LinkRules {
  httpOnly?: boolean
  httpsOnly?: boolean
}

const PRIVATE_SCHEME = /^(tg|ton|tonsite):(?:\/\/)?/i
const PORT_AT_END = /^(.+):([^:\]@]*)$/s

/** Splits a URL; throws `LinkError` where Telegram refuses it. */
export function parseUrl(url: string, defaultProtocol: ParsedUrl['protocol'] = 'http'): ParsedUrl {
  const scheme = /^([^:/?#@[\]]*):\/\//.exec(url)
  const protocol = scheme ? readProtocol(scheme[1] as string) : defaultProtocol
  const rest = scheme ? url.slice(scheme[0].length) : url
  const authority = /^[^/?#]*/.exec(rest)?.[0] ?? ''
  const withPort = PORT_AT_END.exec(authority)
  const port = readPort(withPort?.[2])
  const userinfoHost = withPort?.[1] ?? authority
  const at = userinfoHost.lastIndexOf('@')
  const host = userinfoHost.slice(at + 1).toLowerCase()
  const isIpv6 = checkHost(host)
  const query = rest.slice(authority.length).trimEnd() || '/'
  return {
    protocol,
    userinfo: at < 0 ? '' : userinfoHost.slice(0, at),
    host,
    isIpv6,
    port,
    query: (query.startsWith('/') ? query : `/${query}`).replace(/[\0- ]/g, encodeURIComponent),
  }
}

function readProtocol(scheme: string): ParsedUrl['protocol'] {
  const name = scheme.toLowerCase()
  if (name !== 'http' && name !== 'https') throw new LinkError('Unsupported URL protocol')
  return name
}

function readPort(text: string | undefined): number {
  if (text === undefined) return 0
  const port = /^\d{1,9}$/.test(text) ? Number(text) : 0
  if (port < 1 || port > 65_535) throw new LinkError('Wrong port number specified in the URL')
  return port
}

function checkHost(host: string): boolean {
  if (host === '') throw new LinkError('URL host is empty')
  if (host === '.') throw new LinkError('Host is invalid')
  if (host.startsWith('[') && host.endsWith(']')) {
    if (!/^\[[0-9a-f:.]+\]$/.test(host)) throw new LinkError('Wrong IPv6 address specified in the URL')
    return true
  }
  if (/%(?![0-9a-f]{2})/.test(host)) throw new LinkError('Wrong percent-encoded symbol in URL host')
  if (!/^[a-z0-9.\-_!$,~*'();&+=%\u0080-\u{10ffff}]+$/u.test(host)) throw new LinkError('Wrong URL host')
  return false
}

function checkPrivateLink(scheme: string, rest: string, url: ParsedUrl): string {
  const wrong = scheme === 'tg' ? 'Wrong tg URL' : 'Wrong ton URL'
  if (/^https?:\/\//i.test(rest) || url.userinfo !== '' || url.port !== 0 || url.isIpv6)
    throw new LinkError(wrong)
  const allowed = scheme === 'tonsite' ? /^[a-z0-9\-_.]+$/ : /^[a-z0-9\-_]+$/
  if (!allowed.test(url.host)) throw new LinkError('Unallowed characters in URL host')
  return `${scheme}://${url.host}${url.query.startsWith('/?') ? url.query.slice(1) : url.query}`
}

/** Normalises a link as Telegram stores it (scheme added, host lower-cased) or throws `LinkError`. */
export function normalizeLink(link: string, rules: LinkRules = {}): string {
  const scheme = PRIVATE_SCHEME.exec(link)
  const rest = scheme ? link.slice(scheme[0].length) : link
  const url = parseUrl(rest)
  if (rules.httpsOnly && (url.protocol !== 'https' || scheme))
    throw new LinkError('Only HTTPS links are allowed')
  if (scheme) {
    if (rules.httpOnly) throw new LinkError('Only HTTP links are allowed')
    return checkPrivateLink((scheme[1] as string).toLowerCase(), rest, url)
  }
  if (!url.host.includes('.') && !url.isIpv6) throw new LinkError('Wrong HTTP URL')
  const userinfo = url.userinfo === '' ? '' : `${url.userinfo}@`
  const port = url.port === 0 ? '' : `:${url.port}`
  return `${url.protocol}://${userinfo}${url.host}${port}${url.query}`
}

/** The normalised link, or `undefined` where Telegram drops a bad link silently. */
export function linkOrNothing(link: string): string | undefined {
  try {
    return normalizeLink(link)
  } catch (cause) {
    if (cause instanceof LinkError) return undefined
    throw cause
  }
}

/** The user id of a `tg://user?id=…` link. */
export function linkedUserId(link: string): number | undefined {
  const match = /^tg:(?:\/\/)?user\/?\?(?:[^#]*&)?id=(\d{1,15})(?:[&#]|$)/i.exec(link)
  return match ? Number(match[1]) : undefined
}

import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { ExpectedError } from '../../core/errors.ts'

const CLOSING_MS = 2_000
const SWEEP_MS = 20

/** @param taken the failure when somebody else listens there */
export async function listenOn(
  server: Server,
  { host, port }: { readonly host: string; readonly port: number },
  taken: (port: number) => ExpectedError,
): Promise<void> {
  server.listen({ host, port })
  try {
    await once(server, 'listening')
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw cause
    throw Object.assign(taken(port), { cause })
  }
}

/** Lets requests under way finish, but not for ever. */
export async function closeServer(server: Server): Promise<void> {
  if (!server.listening) return
  const closed = once(server, 'close')
  server.close()
  // Connections that answer their last request only now become idle later.
  const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_MS)
  const impatience = setTimeout(() => server.closeAllConnections(), CLOSING_MS)
  await closed
  clearInterval(sweep)
  clearTimeout(impatience)
}

/** Where a server listens. Throws before it has started. */
export function urlOf(server: Server, host: string): string {
  const address = server.address() as AddressInfo | null
  if (!address) throw new Error('a server has no address before it has started')
  return `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`
}

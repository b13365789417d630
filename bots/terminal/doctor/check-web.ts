import { once } from 'node:events'
import { createServer } from 'node:net'
import type { Config } from '../../../core/config.ts'
import { ExpectedError } from '../../../core/errors.ts'

/** Whether the web chat answers already, or could take its port.
 * @throws ExpectedError `web.portTaken` by another program */
export async function checkWeb({ chain, web: { host, port } }: Config): Promise<string> {
  if (chain) return 'off: it belongs to the local chain'
  const url = `http://${host}:${port}`
  if (await isOurs(url)) return `answers at ${url}`
  const probe = createServer()
  try {
    probe.listen(port, host)
    await once(probe, 'listening')
    return `${url} is free`
  } catch (cause) {
    throw new ExpectedError('web.portTaken', { port }, { cause })
  } finally {
    probe.close()
  }
}

async function isOurs(url: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(2_000) })
    return response.ok && (await response.text()).includes('"ok":true')
  } catch (cause) {
    // Nothing, or something else, is listening there.
    if (cause instanceof TypeError || (cause instanceof Error && cause.name === 'TimeoutError')) return false
    throw cause
  }
}

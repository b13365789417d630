import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

/** A way to a node that can be cut. */
export interface FaultyNode {
  readonly url: string
  /** Breaks the connection at every request after `requests` more; until `mend`. */
  cutAfter(requests: number): void
  mend(): void
  close(): Promise<void>
}

export async function startFaultyNode(nodeUrl: string): Promise<FaultyNode> {
  let left = Number.POSITIVE_INFINITY
  const server = createServer(async (request, response) => {
    if (left <= 0) return void request.socket.destroy()
    left--
    const answer = await fetch(nodeUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: await text(request),
    })
    response.setHeader('content-type', 'application/json')
    response.end(await answer.text())
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cutAfter(requests) {
      left = requests
    },
    mend() {
      left = Number.POSITIVE_INFINITY
    },
    close: () =>
      new Promise((closed) => {
        server.close(() => closed())
        server.closeAllConnections()
      }),
  }
}

import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

/** Changes what a node answers to a method; other methods are passed on as they are. */
export type Lie = (method: string, result: unknown, params: readonly unknown[]) => unknown

/** A node that passes everything on to an honest one, and lies about some of it. */
export interface LyingNode {
  readonly url: string
  close(): Promise<void>
}

interface Call {
  readonly id: number
  readonly method: string
  readonly params: readonly unknown[]
}
interface Answer {
  readonly id: number
  readonly result?: unknown
}

export async function startLyingNode(honestUrl: string, lie: Lie): Promise<LyingNode> {
  const server = createServer(async (request, response) => {
    const body = await text(request)
    const honest = await fetch(honestUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    })
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify(twist(JSON.parse(body), await honest.json(), lie)))
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed())
        server.closeAllConnections()
      }),
  }
}

function twist(asked: Call | Call[], answered: Answer | Answer[], lie: Lie): Answer | Answer[] {
  const calls = [asked].flat()
  const twistOne = (answer: Answer): Answer => {
    const call = calls.find(({ id }) => id === answer.id)
    if (!call || answer.result === undefined) return answer
    return { ...answer, result: lie(call.method, answer.result, call.params) }
  }
  return Array.isArray(answered) ? answered.map(twistOne) : twistOne(answered)
}

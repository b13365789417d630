import type { LedgerPlace, Operator } from '../quorum.ts'
import { operatorAnswer } from './evidence.ts'

const ANSWER_MS = 30_000

/** An operator that runs as a process of its own, and is asked over HTTP. */
export function remoteOperator(address: string, url: string, token: string): Operator {
  const ask = async (path: string, place: LedgerPlace, body: object): Promise<string> => {
    const response = await fetch(new URL(path, url), {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ ...place, chainId: String(place.chainId), ...body }),
      signal: AbortSignal.timeout(ANSWER_MS),
    })
    const answer = operatorAnswer.parse(await response.json())
    if ('refused' in answer) throw new Error(answer.refused)
    return answer.signature
  }
  return {
    address,
    confirm: async (place, receipt, evidence) => {
      const [one] = await evidence()
      return await ask('/receipt', place, { receipt, evidence: one })
    },
    sign: async (place, calls, evidence) =>
      await ask('/operation', place, { calls, evidence: await evidence() }),
    question: async (place, question, evidence) => {
      const [one] = await evidence()
      return await ask('/question', place, { question, evidence: one })
    },
  }
}

/** An operator that the registry lists and nobody told us how to reach. */
export function silentOperator(address: string): Operator {
  const silent = async (): Promise<never> => {
    throw new Error('no address is known')
  }
  return { address, confirm: silent, sign: silent, question: silent }
}

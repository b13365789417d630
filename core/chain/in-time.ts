import { setTimeout as pause } from 'node:timers/promises'
import { type ChainClient, explainChainError } from './client.ts'

const ANSWER_MS = 10_000

/** What a chain answers.
 * @throws ExpectedError `chain.unreachable`, also when it takes longer than ten seconds */
export async function inTime<T>(client: ChainClient, asking: Promise<T>): Promise<T> {
  const patience = new AbortController()
  const tooLate = async () => {
    await pause(ANSWER_MS, undefined, { signal: patience.signal })
    throw Object.assign(new Error(`no answer within ${ANSWER_MS / 1_000} s`), { code: 'ETIMEDOUT' })
  }
  try {
    return await Promise.race([asking, tooLate()])
  } catch (thrown) {
    throw explainChainError(client, thrown)
  } finally {
    patience.abort()
  }
}

import { z } from 'zod'
import { lockChainState, readChainState, writeChainState } from './chain-state.ts'
import type { Trx } from './database.ts'

const checkpoints = z.array(z.object({ number: z.number().int(), hash: z.string() }))

/** A block up to which events have been applied. */
export type Checkpoint = z.infer<typeof checkpoints>[number]

/** So many are kept; a chain that goes back further is read again from the deployment. */
const KEPT = 128

/** Newest last. */
export async function readCheckpoints(trx: Trx): Promise<Checkpoint[]> {
  return parse((await readChainState(trx, 'checkpoints')) ?? '')
}

/** Locks the checkpoints; false when somebody moved them since they were read as `expected`. */
export async function lockCheckpoints(trx: Trx, expected: readonly Checkpoint[]): Promise<boolean> {
  const now = parse(await lockChainState(trx, 'checkpoints'))
  return now.at(-1)?.hash === expected.at(-1)?.hash && now.length === expected.length
}

export async function saveCheckpoints(trx: Trx, moved: readonly Checkpoint[]): Promise<void> {
  await writeChainState(trx, 'checkpoints', JSON.stringify(moved.slice(-KEPT)))
}

function parse(text: string): Checkpoint[] {
  return text === '' ? [] : checkpoints.parse(JSON.parse(text))
}

import { setTimeout as delay } from 'node:timers/promises'
import { findProject } from '../../../core/projects/find-project.ts'
import { readProjectStatus } from '../../../core/projects/read-project-status.ts'
import { transactionTotals } from '../../../core/store/chain-transactions.ts'
import type { Store } from '../../../core/store/database.ts'
import { countUnsettled } from '../../../core/store/settlement-counts.ts'
import { createClient, type DemoClient } from './client.ts'
import { type AcknowledgedAnswer, playPerson, type SimulatedPerson } from './person.ts'
import type { Sample } from './sample.ts'

export interface Progress {
  readonly closed: number
  readonly unsettled: number
}

export interface Play {
  readonly url: string
  /** A second connection to the server's database, for looking only. */
  readonly store: Store
  readonly sample: Sample
  readonly people: readonly SimulatedPerson[]
  /** Ends the play with an error when aborted. */
  readonly signal?: AbortSignal | undefined
  onProgress(progress: Progress): void
  onAnswer(answer: AcknowledgedAnswer): void
}

const LOOK_MS = 500
const SETTLE_LIMIT_MS = 10 * 60_000

/** Lets the people label the sample until every item is closed and everything is settled on chain. */
export async function play(options: Play): Promise<void> {
  const { url, store, sample, people, signal, onProgress, onAnswer } = options
  const client = createClient(url)
  await createSampleProject(client, sample)
  let progress: Progress = { closed: 0, unsettled: 0 }
  let ended = false
  const watching = (async () => {
    const giveUpAt = Date.now() + SETTLE_LIMIT_MS
    while (!ended) {
      signal?.throwIfAborted()
      progress = await readProgress(store, sample)
      onProgress(progress)
      if (progress.closed === sample.itemCount && progress.unsettled === 0) return
      if (Date.now() > giveUpAt) throw new Error(`not settled in time: ${JSON.stringify(progress)}`)
      await delay(LOOK_MS)
    }
  })()
  const finished = () => progress.closed === sample.itemCount
  try {
    await Promise.all([
      ...people.map((person) => playPerson(client, sample, person, finished, onAnswer)),
      watching,
    ])
  } finally {
    ended = true
  }
}

async function createSampleProject(client: DemoClient, sample: Sample): Promise<void> {
  const moderator = await client.addPerson('Moderator')
  await client.send(moderator, { kind: 'command', name: 'project create' }, sample.project)
  const args = { project: sample.slug }
  await client.send(moderator, { kind: 'command', name: 'project import', args }, sample.items)
}

function readProgress(store: Store, sample: Sample): Promise<Progress> {
  return store.transaction(async (trx) => {
    const project = await findProject(trx, sample.slug)
    const { items } = await readProjectStatus(trx, sample.slug)
    const { open } = await transactionTotals(trx)
    return {
      closed: items.decided + items.expert,
      unsettled: (await countUnsettled(trx, project.id)) + open,
    }
  })
}

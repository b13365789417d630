import { type Instant, msBetween, plusMs } from '../clock.ts'
import { reasonOf } from '../errors.ts'
import type { WalletFlowId } from '../ids.ts'
import {
  busyFlows,
  changeFlow,
  forgetTopics,
  overdueFlows,
  pairedForNothing,
  queuedFlows,
} from '../store/wallet-flows.ts'
import { answerWallets } from './answer-wallets.ts'
import { endFlow } from './end-flow.ts'
import { type FlowFailure, MOST_AT_ONCE, SCAN_MS, SCAN_WHEN_CROWDED_MS, type WalletFlow } from './flow.ts'
import type { LinkingDeps } from './linking-deps.ts'
import { followWishes } from './money/follow-wishes.ts'
import type { Connector } from './walletconnect/connector.ts'

/** What brings flows forward between the taps of their people. */
export interface WalletLinking {
  /** Ends what is over, and gives free places to whoever waits. */
  tick(): Promise<void>
  /** Resolves once what was begun is done; then nothing more happens. */
  stop(): Promise<void>
}

/** A pairing takes no longer, or its process was killed. */
const OPENING_MS = 30_000
const TELL_MS = 10_000
const OVER: Readonly<Partial<Record<WalletFlow['state'], FlowFailure>>> = {
  queued: 'crowded',
  opening: 'unreachable',
  waiting: 'unused',
  signing: 'late',
  proven: 'late',
}

export function createWalletLinking(deps: LinkingDeps): WalletLinking {
  return new Linking(deps)
}

class Linking implements WalletLinking {
  readonly #deps: LinkingDeps
  readonly #running = new Set<Promise<void>>()
  #connector: Connector | null = null
  #toldAt: Instant | null = null
  #isStopped = false

  constructor(deps: LinkingDeps) {
    this.#deps = deps
  }

  async tick(): Promise<void> {
    await this.#endOverdue()
    const { openConnector, lease, store, clock, onChange } = this.#deps
    for (const id of await followWishes(store, clock)) onChange(id)
    if (!openConnector || this.#isStopped) return
    if (!(await lease.acquire())) return await this.#yield()
    const connector = this.#connector ?? (await this.#start(openConnector()))
    await this.#cleanUp(connector)
    await this.#admit(connector)
  }

  async stop(): Promise<void> {
    this.#isStopped = true
    await this.#yield()
    await Promise.all(this.#running)
    await this.#deps.lease.release()
  }

  async #start(connector: Connector): Promise<Connector> {
    const run = (what: string, work: () => Promise<void>) => this.#run(what, work)
    await connector.start(answerWallets({ ...this.#deps, connector, run }))
    this.#connector = connector
    return connector
  }

  /** Leaves the wallets to another process. */
  async #yield(): Promise<void> {
    const connector = this.#connector
    this.#connector = null
    await connector?.stop()
  }

  /** Runs work that nobody waits for; a failure is logged, and the flow ends when its time is up. */
  #run(what: string, work: () => Promise<void>): void {
    const running = work()
      .catch((cause: unknown) => this.#deps.log.error({ err: cause }, what))
      .finally(() => this.#running.delete(running))
    this.#running.add(running)
  }

  async #endOverdue(): Promise<void> {
    const { store, clock } = this.#deps
    const ended = await store.transaction(async (trx) => {
      const now = clock.now()
      const overdue = await overdueFlows(trx, now)
      const ends = overdue.map((flow) => ({ flow, failure: OVER[flow.state] ?? 'late' }))
      // A place that nobody uses is given to whoever waits for one.
      if ((await queuedFlows(trx)).length > 0) {
        const crowding = (await busyFlows(trx)).filter(
          ({ state, shownAt }) =>
            state === 'waiting' && shownAt && plusMs(shownAt, SCAN_WHEN_CROWDED_MS) <= now,
        )
        ends.push(...crowding.map((flow) => ({ flow, failure: 'crowded' as const })))
      }
      const done: (WalletFlow | null)[] = []
      for (const { flow, failure } of ends) done.push(await endFlow(trx, now, flow, failure))
      return done
    })
    for (const flow of ended) if (flow) this.#deps.onChange(flow.id)
  }

  /** Ends pairings and sessions that have served, or never will. */
  async #cleanUp(connector: Connector): Promise<void> {
    const { store } = this.#deps
    const flows = await store.transaction(pairedForNothing)
    if (flows.length === 0) return
    const topics = flows.flatMap(({ pairingTopic, sessionTopic }) => [sessionTopic, pairingTopic])
    connector.drop(topics.filter((topic) => topic !== null))
    await store.transaction((trx) =>
      forgetTopics(
        trx,
        flows.map(({ id }) => id),
      ),
    )
  }

  async #admit(connector: Connector): Promise<void> {
    const { store, clock } = this.#deps
    const admitted = await store.transaction(async (trx) => {
      const places = MOST_AT_ONCE - (await busyFlows(trx)).length
      if (places <= 0) return []
      const next = (await queuedFlows(trx)).slice(0, places)
      const deadline = plusMs(clock.now(), OPENING_MS)
      const flows = []
      for (const { id } of next) {
        flows.push(await changeFlow(trx, id, { states: ['queued'] }, { state: 'opening', deadline }))
      }
      return flows
    })
    for (const flow of admitted) {
      if (flow) this.#run('a pairing could not be opened', () => this.#open(connector, flow.id))
    }
    if (admitted.length > 0) await this.#tellQueue()
  }

  /** Everybody in the queue has moved up; told now and then, as each one's message has to be changed. */
  async #tellQueue(): Promise<void> {
    const { store, clock, onChange } = this.#deps
    const now = clock.now()
    if (this.#toldAt && msBetween(this.#toldAt, now) < TELL_MS) return
    this.#toldAt = now
    for (const { id } of await store.transaction(queuedFlows)) onChange(id)
  }

  async #open(connector: Connector, id: WalletFlowId): Promise<void> {
    const { store, clock, log, onChange } = this.#deps
    try {
      const { pairingTopic, uri } = await connector.pair()
      const shownAt = clock.now()
      const change = {
        state: 'waiting',
        pairingTopic,
        uri,
        shownAt,
        deadline: plusMs(shownAt, SCAN_MS),
      } as const
      const flow = await store.transaction((trx) => changeFlow(trx, id, { states: ['opening'] }, change))
      if (!flow) connector.drop([pairingTopic])
    } catch (cause) {
      log.warn({ reason: reasonOf(cause) }, 'WalletConnect cannot be reached')
      const end = { state: 'failed', failure: 'unreachable', deadline: null, endedAt: clock.now() } as const
      await store.transaction((trx) => changeFlow(trx, id, { states: ['opening'] }, end))
    }
    onChange(id)
  }
}

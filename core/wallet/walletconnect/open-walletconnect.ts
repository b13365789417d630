import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import type { Logger } from 'pino'
import { reasonOf } from '../../errors.ts'
import type { Store } from '../../store/database.ts'
import { readEntries, writeEntries } from '../../store/walletconnect-entries.ts'
import type { Connector, ConnectorEvents, SignRequest } from './connector.ts'
import type { FromWorker, ToWorker, WorkerSettings } from './messages.ts'

export interface WalletConnectDeps {
  readonly store: Store
  readonly log: Logger
  readonly settings: Omit<WorkerSettings, 'entries' | 'pairMs'> & { readonly pairMs?: number }
}

interface Pairing {
  readonly pairingTopic: string
  readonly uri: string
}
interface Waiting {
  resolve(pairing: Pairing): void
  reject(cause: Error): void
}

/** What the thread tells that is for whoever uses the connector. */
type Report = Extract<
  FromWorker,
  { kind: 'ready' | 'connected' | 'notConnected' | 'signed' | 'notSigned' | 'ended' }
>

const PAIR_MS = 15_000
const FIRST_RESTART_MS = 1_000
const LONGEST_RESTART_MS = 30_000
const STOP_MS = 5_000

/**
 * WalletConnect by its own SDK, in a thread of its own: its work on the keys of a hundred people holds up
 * nobody's tap, and whatever it throws ends there. A thread that dies is started again on what it stored.
 */
export function openWalletConnect(deps: WalletConnectDeps): Connector {
  return new WalletConnect(deps)
}

class WalletConnect implements Connector {
  readonly #deps: WalletConnectDeps
  readonly #waiting = new Map<number, Waiting>()
  readonly #stopping = new AbortController()
  #worker: Worker | undefined
  #events: ConnectorEvents | undefined
  #nextId = 1
  #restartMs = FIRST_RESTART_MS

  constructor(deps: WalletConnectDeps) {
    this.#deps = deps
  }

  async start(events: ConnectorEvents): Promise<void> {
    this.#events = events
    await this.#launch()
  }

  pair(): Promise<Pairing> {
    const id = this.#nextId++
    return new Promise((resolve, reject) => {
      if (!this.#worker) return reject(new Error('WalletConnect is not running'))
      this.#waiting.set(id, { resolve, reject })
      this.#post({ kind: 'pair', id })
    })
  }

  sign(sessionTopic: string, address: string, request: SignRequest): void {
    this.#post({ kind: 'sign', sessionTopic, address, request })
  }

  drop(topics: readonly string[]): void {
    if (topics.length > 0) this.#post({ kind: 'drop', topics })
  }

  async stop(): Promise<void> {
    this.#stopping.abort()
    const worker = this.#worker
    if (!worker) return
    const ended = once(worker, 'exit')
    this.#post({ kind: 'stop' })
    await Promise.race([ended, pause(STOP_MS, undefined, { ref: false })])
    await worker.terminate()
  }

  #post(message: ToWorker): void {
    this.#worker?.postMessage(message)
  }

  async #launch(): Promise<void> {
    const { store, settings } = this.#deps
    const entries = await store.transaction(readEntries)
    if (this.#stopping.signal.aborted) return
    // What the SDK prints goes nowhere: it knows no level for some of its warnings.
    const worker = new Worker(new URL('./worker.ts', import.meta.url), {
      workerData: { pairMs: PAIR_MS, ...settings, entries } satisfies WorkerSettings,
      stdout: true,
      stderr: true,
    })
    worker.stdout.resume()
    worker.stderr.resume()
    worker.on('message', (message: FromWorker) => this.#take(worker, message))
    worker.on('error', (thrown) => this.#deps.log.error({ reason: reasonOf(thrown) }, 'WalletConnect failed'))
    worker.on('exit', () => this.#lost(worker))
    this.#worker = worker
  }

  /** Starts the thread again after it died, later and later. */
  #lost(worker: Worker): void {
    if (this.#worker !== worker) return
    this.#worker = undefined
    for (const { reject } of this.#waiting.values()) reject(new Error('WalletConnect failed'))
    this.#waiting.clear()
    if (this.#stopping.signal.aborted) return
    const wait = this.#restartMs
    this.#restartMs = Math.min(LONGEST_RESTART_MS, wait * 2)
    pause(wait, undefined, { signal: this.#stopping.signal, ref: false })
      .then(() => this.#launch())
      .catch((thrown: unknown) => {
        if (!this.#stopping.signal.aborted)
          this.#deps.log.error({ reason: reasonOf(thrown) }, 'no WalletConnect')
      })
  }

  #take(worker: Worker, message: FromWorker): void {
    if (message.kind === 'store') void this.#save(worker, message)
    else if (message.kind === 'stopped') void worker.terminate()
    else if (message.kind === 'log') this.#deps.log[message.level](message.reason)
    else if (message.kind === 'paired') this.#settle(message.id)?.resolve(message)
    else if (message.kind === 'notPaired') this.#settle(message.id)?.reject(new Error(message.reason))
    else if (this.#events) this.#report(this.#events, message)
  }

  #settle(id: number): Waiting | undefined {
    const waiting = this.#waiting.get(id)
    this.#waiting.delete(id)
    return waiting
  }

  #report(events: ConnectorEvents, message: Report): void {
    switch (message.kind) {
      case 'ready':
        this.#restartMs = FIRST_RESTART_MS
        events.onReady(message.connected)
        break
      case 'connected':
        events.onConnected(message.wallet)
        break
      case 'notConnected':
        events.onNotConnected(message.pairingTopic, message.why)
        break
      case 'signed':
        events.onSigned(message.sessionTopic, message.signature)
        break
      case 'notSigned':
        events.onNotSigned(message.sessionTopic, message.why)
        break
      case 'ended':
        events.onEnded(message.sessionTopic)
        break
    }
  }

  async #save(worker: Worker, { id, entries }: Extract<FromWorker, { kind: 'store' }>): Promise<void> {
    try {
      await this.#deps.store.transaction((trx) => writeEntries(trx, entries))
      worker.postMessage({ kind: 'stored', id } satisfies ToWorker)
    } catch (thrown) {
      // It would go on as if all of it were safe.
      this.#deps.log.error({ err: thrown }, 'what WalletConnect remembers could not be stored')
      await worker.terminate()
    }
  }
}

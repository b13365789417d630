import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Contract, MaxUint256, Wallet } from 'ethers'
import { type Logger, pino } from 'pino'
import { labelLedgerAbi } from '../../../core/chain/abi/label-ledger.ts'
import { labelTokenAbi } from '../../../core/chain/abi/label-token.ts'
import { startLocalChain } from '../../../core/chain/anvil.ts'
import { type ChainClient, connectChain } from '../../../core/chain/client.ts'
import { createDemoSigner } from '../../../core/chain/demo-signer.ts'
import { type Contracts, ensureDeployed } from '../../../core/chain/deploy.ts'
import { deploymentPlan } from '../../../core/chain/deployment/plan.ts'
import { createLedgerCycle } from '../../../core/chain/ledger-cycle.ts'
import { inRegistryOrder, type Operator, operatorWithKey } from '../../../core/chain/quorum.ts'
import { createSender, type Sender, type SenderState } from '../../../core/chain/sender.ts'
import { createWatcher, type Watcher } from '../../../core/chain/watcher.ts'
import { ledgerReviews } from '../../../core/consensus/ledger-reviews.ts'
import type { ItemId } from '../../../core/ids.ts'
import type { Account } from '../../../core/people/account.ts'
import { ensureWallet } from '../../../core/people/ensure-wallet.ts'
import type { Project } from '../../../core/projects/project.ts'
import { findTransaction } from '../../../core/store/chain-transactions.ts'
import type { Store, Trx } from '../../../core/store/database.ts'
import { claimItem } from '../../../core/tasks/claim-item.ts'
import { submitAnnotation } from '../../../core/tasks/submit-annotation.ts'
import { HandClock, TOKEN, visit } from '../../support/community.ts'
import { type DatabaseKind, openSqlite } from '../../support/databases.ts'

export const STAKE = 10n * TOKEN
/** Stake of a seat, in units. */
const SEAT_UNITS = 50_000n
const OPERATOR_KEY = `0x${'11'.repeat(32)}`
export const OPERATOR = new Wallet(OPERATOR_KEY)
const QUORUM_KEYS = ['22', '33', '44'].map((byte) => `0x${byte.repeat(32)}`)
/** Enough looks for anything these tests wait for; reaching it means it will never come. */
const MAX_TICKS = 80

export interface WorldOptions {
  readonly confirmations?: number
  /** Window of objections of every project. */
  readonly windowMinutes?: number
  readonly database?: DatabaseKind['open']
  /** Changes what the operators do, for example to make one silent. */
  readonly operators?: (honest: Operator[]) => Operator[]
  /** Shortest window of objections in seconds. */
  readonly minWindow?: number
  /** Another way to the node with this address. */
  readonly endpoint?: (url: string) => Promise<string>
}

/** A real chain with the contracts, a real database, and the parts of core/chain between them. */
export interface World {
  readonly store: Store
  readonly clock: HandClock
  readonly client: ChainClient
  readonly log: Logger
  readonly sender: Sender
  readonly watcher: Watcher
  readonly contracts: Contracts
  /** Folder in which the operators publish the data of batches. */
  readonly published: string
  /** A sender as a fresh process would make it. */
  newSender(bumpAfterMs?: number): Sender
  /** Everything the program does by itself, until nothing is left to do. Returns the ticks it took. */
  settle(sender?: Sender): Promise<number>
  /** One round of it. */
  tick(): Promise<SenderState | 'busy'>
  /** The same, then mines what was sent. */
  step(): Promise<void>
  /** Lets time pass on the clock and on the chain. */
  wait(ms: number): Promise<void>
  /** Ticks until the transaction with this reference is in the state. */
  untilState(reference: string, state: string, sender?: Sender): Promise<void>
  /** A node's own method. */
  rpc(method: string, ...params: unknown[]): Promise<unknown>
  newcomer(name: string): Promise<Account>
  /** The wallet of the demo person with this index, able to sign. */
  signer(index: number): Wallet
  ledger(runner?: Wallet): Contract
  token(runner?: Wallet): Contract
  /** Ends the chain alone, as when the node goes down. */
  stopChain(): Promise<void>
  close(): Promise<void>
}

export async function openWorld({
  confirmations = 0,
  windowMinutes = 0,
  database = openSqlite,
  operators = (honest) => honest,
  minWindow = 1,
  endpoint = async (url) => url,
}: WorldOptions = {}): Promise<World> {
  const folder = await mkdtemp(join(tmpdir(), 'tagora-chain-'))
  const local = await startLocalChain(folder)
  const { store, close: closeStore } = await database()
  const clock = new HandClock()
  const log = pino({ level: 'silent' })
  const client = await connectChain(await endpoint(local.url), confirmations)
  const rpc = (method: string, ...params: unknown[]) => client.provider.send(method, params)
  await rpc('anvil_setBalance', OPERATOR.address, '0x3635c9adc5dea00000')
  const newSender = (bumpAfterMs = 60_000) =>
    createSender({ store, client, clock, log, operatorKey: OPERATOR_KEY, bumpAfterMs })
  const sender = newSender()
  const watcher = createWatcher({ store, client, clock, log })
  const list = inRegistryOrder(QUORUM_KEYS.map(operatorWithKey))
  const plan = planOf(list, minWindow)
  // Confirmations need further blocks, and this chain mines only what it is given.
  const mining = confirmations > 0 ? setInterval(() => rpc('anvil_mine', '0x1'), 50) : undefined
  const contracts = await ensureDeployed(store, clock, sender, plan).finally(() => clearInterval(mining))
  const { ledger, court } = contracts
  const place = { chainId: client.chainId, ledger, court }
  const cycle = createLedgerCycle({
    store,
    clock,
    log,
    client,
    place,
    operators: { list: operators(list), threshold: 2 },
    operator: OPERATOR.address,
    publishTo: join(folder, 'published'),
    limits: { items: 200, waitMs: 0 },
    reviews: ledgerReviews,
    demo: createDemoSigner(place, SEAT_UNITS, personWallet, windowMinutes),
  })
  const runnerOf = (runner?: Wallet) => runner?.connect(client.provider) ?? client.provider

  async function tick(used: Sender): Promise<SenderState | 'busy'> {
    const queued = await cycle.prepare()
    const state = await used.tick()
    if (confirmations > 0) await rpc('anvil_mine', '0x1')
    const events = await watcher.tick()
    const followed = await cycle.follow()
    return queued > 0 || events > 0 || followed > 0 ? 'busy' : state
  }

  async function wait(ms: number): Promise<void> {
    clock.advance(ms)
    await rpc('evm_increaseTime', Math.ceil(ms / 1_000))
    await rpc('anvil_mine', '0x1')
  }

  return {
    store,
    clock,
    client,
    log,
    sender,
    watcher,
    contracts,
    published: join(folder, 'published'),
    newSender,
    rpc,
    wait,
    tick: () => tick(sender),
    async settle(used = sender) {
      for (let ticks = 1; ticks <= MAX_TICKS; ticks++) {
        if ((await tick(used)) !== 'idle') continue
        // A window that is open is one second long.
        await wait(2_000)
        if ((await tick(used)) === 'idle') return ticks
      }
      throw new Error('the chain does not come to rest')
    },
    async step() {
      await tick(sender)
      await rpc('anvil_mine', '0x1')
    },
    async untilState(reference, state, used = sender) {
      for (let ticks = 0; ticks < MAX_TICKS; ticks++) {
        const transaction = await store.transaction((trx) => findTransaction(trx, reference))
        if (transaction?.state === state) return
        await used.tick()
      }
      throw new Error(`${reference} does not become ${state}`)
    },
    newcomer: (name) => store.transaction((trx) => newcomer(trx, clock, name)),
    signer: (index) => personWallet(index),
    ledger: (runner) => new Contract(contracts.ledger, labelLedgerAbi, runnerOf(runner)),
    token: (runner) => new Contract(contracts.token, labelTokenAbi, runnerOf(runner)),
    stopChain: local.stop,
    async close() {
      await sender.close()
      client.close()
      await local.stop()
      await closeStore()
      await rm(folder, { recursive: true })
    },
  }
}

function planOf(operators: readonly Operator[], minWindow: number) {
  return deploymentPlan({
    deployer: OPERATOR.address,
    operators: operators.map((operator) => operator.address),
    threshold: 2,
    supplyWei: 10n ** 27n,
    minWindow,
    seatStake: SEAT_UNITS,
    expiryPenalty: 10_000n,
    bond: 100_000n,
    allowanceWei: MaxUint256,
    rotationDelay: 14 * 24 * 3_600,
    courtPenalties: [50_000n, 50_000n],
  })
}

/** Everybody gets a key of their own, named by the index of their wallet. */
function personWallet(index: number): Wallet {
  return new Wallet(`0x${(index + 0x1000).toString(16).padStart(64, '0')}`)
}

async function newcomer(trx: Trx, clock: HandClock, name: string): Promise<Account> {
  const account = await visit(trx, clock, name)
  const wallets = { addressOf: (index: number) => personWallet(index).address, stakeWei: STAKE }
  await ensureWallet(trx, clock, account, wallets)
  return account
}

/** Claims whatever comes next for this person and answers it. Returns the item. */
export async function answer(
  { store, clock }: World,
  project: Project,
  account: Account,
  label: string,
): Promise<ItemId> {
  return store.transaction(async (trx) => {
    const { assignmentId, item } = await claimItem(trx, clock, account, { projectSlug: project.slug })
    await submitAnnotation(trx, clock, account, { assignmentId, label, platform: 'web' })
    return item.id
  })
}

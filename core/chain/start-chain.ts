import { join } from 'node:path'
import { Contract, concat, getAddress, keccak256, MaxUint256, parseEther, toBeHex, toQuantity } from 'ethers'
import type { Logger } from 'pino'
import type { Clock } from '../clock.ts'
import { ExpectedError } from '../errors.ts'
import { weiOf } from '../ledger/units.ts'
import type { Store } from '../store/database.ts'
import { labelLedgerAbi } from './abi/label-ledger.ts'
import { startLocalChain } from './anvil.ts'
import type { BatchLimits } from './batches/make-batches.ts'
import { type ChainClient, connectChain } from './client.ts'
import { createDemoSigner } from './demo-signer.ts'
import { type Contracts, ensureDeployed } from './deploy.ts'
import { type DeploymentTerms, deploymentPlan } from './deployment/plan.ts'
import { createLedgerCycle, type LedgerCycle } from './ledger-cycle.ts'
import { type LocalKeys, openLocalKeys } from './local-keys.ts'
import { createMoneyLedger, type MoneyLedger } from './money-ledger.ts'
import { inRegistryOrder, type Operators, operatorWithKey } from './quorum.ts'
import { type ChainReader, createChainReader } from './read-code.ts'
import { readFundings } from './read-fundings.ts'
import { readTreasury, type Treasury } from './read-treasury.ts'
import { type RecheckedItem, recheckItem } from './recheck-item.ts'
import type { Reviews } from './reviews.ts'
import { createSender, type Sender, type SenderState } from './sender.ts'
import { type OperatorAddress, readDeployment, type UsedDeployment, useDeployment } from './use-deployment.ts'
import { createWatcher, type Watcher } from './watcher.ts'
import { writeAddresses } from './write-addresses.ts'

/** The chain as the rest of the program sees it. */
export interface Chain {
  readonly rpcUrl: string
  /** Looks at the chain without our contracts, for the signatures of contract wallets. */
  readonly reader: ChainReader
  readonly contracts: Contracts
  /** Least stake of a validator's seat. */
  readonly seatStakeWei: bigint
  /** What people have on the ledger, and calls they sign; demo wallets of the local chain sign here. */
  readonly money: MoneyLedger & {
    readonly signForDemo: ((demoIndex: number, digest: string) => string) | null
  }
  /** Computes one item of a batch again; null when there is no such item. */
  recheck(wanted: { readonly batch: number; readonly position: number }): Promise<RecheckedItem | null>
  /** Whose the tokens of the ledger are; reserved is what batches of these numbers hold. */
  treasury(openBatches: readonly number[]): Promise<Treasury>
  /** Reads from whom linked wallets got tokens; see `readFundings`. */
  readFundings(): Promise<number>
  /** Addresses, with checksums, whose tokens say nothing of who gets them: our own, and those named in the options. */
  readonly trustedFunders: ReadonlySet<string>
  /** Address whose key pays the gas, the budgets and the stakes of demo wallets. */
  readonly operator: string
  /** The demo wallet with this index; null unless the chain is local. */
  readonly addressOf: ((index: number) => string) | null
  /** Builds batches, sends what is queued and applies what happened. `settled` when nothing is under way.
   * @throws ExpectedError `chain.unreachable` */
  tick(): Promise<{ queued: number; sender: SenderState; events: number; settled: boolean }>
  /** Lets running steps end; stops the local chain when it was started here. */
  close(): Promise<void>
}

/** A chain that others run. */
export interface RemoteChain {
  readonly rpcUrl: string
  readonly operatorKey: string
  readonly confirmations: number
  /** What `tagora deploy` wrote; absent: contracts of our own are deployed and we sign alone. */
  readonly deployment?: {
    readonly file: string
    readonly operators: readonly OperatorAddress[]
    readonly token: string
  }
}

export interface ChainOptions {
  readonly store: Store
  readonly clock: Clock
  readonly log: Logger
  readonly dataDir: string
  /** What the ledger's draws and verdicts do to items. */
  readonly reviews: Reviews
  readonly limits: BatchLimits
  /** Absent: a local chain in the data folder. */
  readonly remote?: RemoteChain
  /** Port of the local chain; a free one unless given. */
  readonly localPort?: number
  /** Window of objections on the local chain; none unless given, so that nobody waits. */
  readonly localWindowMinutes?: number
  /** Addresses that hand out tokens here. */
  readonly trustedFunders?: readonly string[]
  /** Age at which an unmined transaction is sent again with higher fees. */
  readonly bumpAfterMs?: number
}

/** Transfers to a linked wallet are looked for once so many blocks are new, about ten minutes. */
const FUNDING_BLOCKS = 50

/** Connects to the chain, or starts the local one, and deploys the contracts when there are none.
 * @throws ExpectedError `chain.unreachable`, `chain.toolMissing` */
export async function startChain(options: ChainOptions): Promise<Chain> {
  const opened = await openChain(options)
  const { client, operatorKey, keys, revive, stop } = opened
  const { store, clock, log, bumpAfterMs } = options
  const sender = createSender({ store, client, clock, log, operatorKey, ...(bumpAfterMs && { bumpAfterMs }) })
  const watcher = createWatcher({ store, client, clock, log })
  try {
    const { contracts, operators } = await contractsOf(options, opened, sender)
    const { ledger, court } = contracts
    const place = { chainId: client.chainId, ledger, court }
    await writeAddresses(join(options.dataDir, 'deployments'), client.chainId, store)
    const cycle = createLedgerCycle({
      ...options,
      client,
      place,
      operators,
      publishTo: join(options.dataDir, 'published'),
      operator: sender.address,
      demo: keys && createDemoSigner(place, SEAT_STAKE, keys.demoWallet, options.localWindowMinutes),
    })
    return {
      rpcUrl: client.url,
      reader: createChainReader(client),
      contracts,
      seatStakeWei: weiOf(await readSeatStake(client, ledger)),
      money: {
        ...createMoneyLedger(store, client, contracts, sender.address),
        signForDemo: keys && ((index, digest) => keys.demoWallet(index).signingKey.sign(digest).serialized),
      },
      recheck: (wanted) => recheckItem(store, client, contracts.ledger, wanted),
      treasury: (openBatches) => readTreasury(client, contracts, openBatches),
      readFundings: () => readFundings({ store, client, everyBlocks: options.remote ? FUNDING_BLOCKS : 1 }),
      trustedFunders: new Set(
        [...Object.values(contracts), sender.address, ...(options.trustedFunders ?? [])].map((one) =>
          getAddress(one),
        ),
      ),
      operator: sender.address,
      addressOf: keys ? keys.addressOf : null,
      tick: () => reviving(revive, () => tick(cycle, sender, watcher)),
      async close() {
        await sender.close()
        client.close()
        await stop()
      },
    }
  } catch (cause) {
    await sender.close()
    client.close()
    await stop()
    throw cause
  }
}

/** What a seat costs now, in units: governance can change it. */
async function readSeatStake({ provider }: ChainClient, ledger: string): Promise<bigint> {
  const totals = await new Contract(ledger, labelLedgerAbi, provider).getFunction('totals').staticCall()
  return BigInt(totals.seatStake)
}

/** Contracts that were deployed before, or our own. */
async function contractsOf(
  { store, clock, remote }: ChainOptions,
  { client, operators }: OpenChain,
  sender: Sender,
): Promise<UsedDeployment> {
  if (!remote?.deployment) {
    const plan = deploymentPlan(termsOf(sender.address, operators))
    return { contracts: await ensureDeployed(store, clock, sender, plan), operators }
  }
  const { file, ...known } = remote.deployment
  const found = await readDeployment(file, client.chainId)
  const addresses = { addresses: known.operators, token: known.token }
  return await useDeployment({ store, clock, client }, found, sender.address, addresses)
}

const SEAT_STAKE = 50_000n

/** The local chain's terms: windows as short as can be, and half of the supply for nobody to miss. */
function termsOf(deployer: string, { list, threshold }: Operators): DeploymentTerms {
  return {
    deployer,
    operators: list.map((operator) => operator.address),
    threshold,
    supplyWei: 10n ** 27n,
    minWindow: 1,
    seatStake: SEAT_STAKE,
    expiryPenalty: 10_000n,
    bond: 1_000_000n,
    allowanceWei: MaxUint256,
    rotationDelay: 14 * 24 * 3_600,
    courtPenalties: [50_000n, 50_000n],
  }
}

/** Runs `work`; when the chain is gone, brings the local one back for the next time. */
async function reviving<T>(revive: OpenChain['revive'], work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (thrown) {
    if (thrown instanceof ExpectedError && thrown.code === 'chain.unreachable') await revive()
    throw thrown
  }
}

async function tick(cycle: LedgerCycle, sender: Sender, watcher: Watcher) {
  const queued = await cycle.prepare()
  const state = await sender.tick()
  const events = await watcher.tick()
  const followed = await cycle.follow()
  const settled = queued === 0 && state === 'idle' && events === 0 && followed === 0
  return { queued, sender: state, events, settled }
}

interface OpenChain {
  readonly client: ChainClient
  readonly operatorKey: string
  /** Null unless the chain is local. */
  readonly keys: LocalKeys | null
  readonly operators: Operators
  /** Starts the local chain again after it died; nothing for a remote one. */
  revive(): Promise<void>
  stop(): Promise<void>
}

async function openChain({ remote, dataDir, localPort }: ChainOptions): Promise<OpenChain> {
  if (remote) {
    const client = await connectChain(remote.rpcUrl, remote.confirmations)
    const { operatorKey } = remote
    const operators = quorumOf(ownQuorum(operatorKey))
    return { client, operatorKey, keys: null, operators, revive: async () => {}, stop: async () => {} }
  }
  let local = await startLocalChain(dataDir, localPort)
  const port = Number(new URL(local.url).port)
  const keys = openLocalKeys(dataDir)
  const client = await connectChain(local.url, 0)
  // The local chain knows nothing of our operator; where it does already, this changes nothing.
  const balance = toQuantity(parseEther('1000000'))
  const endow = () => client.provider.send('anvil_setBalance', [keys.operatorAddress, balance])
  await endow()
  return {
    client,
    operatorKey: keys.operatorKey,
    keys,
    operators: quorumOf(keys.quorumKeys),
    revive: async () => {
      local = await startLocalChain(dataDir, port)
      await endow()
    },
    stop: () => local.stop(),
  }
}

/** The contracts want at least two signatures, by more than half of the operators. */
function quorumOf(keys: readonly string[]): Operators {
  const threshold = Math.max(2, Math.floor(keys.length / 2) + 1)
  return { list: inRegistryOrder(keys.map(operatorWithKey)), threshold }
}

/** Signing keys of a process that runs alone, derived from its key: they satisfy the contracts, but nobody else
 * checks what they sign. */
function ownQuorum(operatorKey: string): string[] {
  return [1, 2].map((index) => keccak256(concat([operatorKey, toBeHex(index, 32)])))
}

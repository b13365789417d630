import { AbiCoder, concat, Interface, type InterfaceAbi, id, ZeroAddress } from 'ethers'
import { weiOf } from '../../ledger/units.ts'
import { accessManagerAbi } from '../abi/access-manager.ts'
import { reviewCourtAbi } from '../abi/review-court.ts'
import { tokenInterface } from '../ledger-interface.ts'
import type { ArtifactReader } from './artifact.ts'
import { call, type Deployed, type DeploymentStep, deploymentPlan, encoded, make } from './plan.ts'
import type { NetworkTerms } from './terms-file.ts'

const abi = AbiCoder.defaultAbiCoder()
const court = new Interface(reviewCourtAbi)
const manager = new Interface(accessManagerAbi)
const timelock = new Interface([
  'function grantRole(bytes32 role, address account)',
  'function renounceRole(bytes32 role, address account)',
])
const DEFAULT_ADMIN = `0x${'0'.repeat(64)}`
const SETTINGS = 'tuple(uint48,uint32,uint48,uint256,uint256)'

/** A deployment to a network, up to the moment at which the deployer gives its power away. */
export interface NetworkPlan {
  readonly steps: readonly DeploymentStep[]
  /** ABI of the contract that knows the hand-over. */
  readonly governancePlan: InterfaceAbi
}

/** The plan of local mode, then the parts of governance, the experts, the pool and the treasury. */
export async function networkPlan(
  terms: NetworkTerms,
  deployer: string,
  artifacts: ArtifactReader,
): Promise<NetworkPlan> {
  const plan = await artifacts.read('GovernancePlan')
  const lens = await artifacts.read('LedgerLens')
  const parts = await governanceParts(terms, deployer, artifacts)
  return {
    steps: [
      ...ledgerSteps(terms, deployer),
      ...parts,
      make('plan', 'GovernancePlan', plan.bytecode.object, () => '0x'),
      make('lens', 'LedgerLens', lens.bytecode.object, ({ ledger }) => abi.encode(['address'], [ledger])),
      ...timelockSteps(deployer),
      ...moneySteps(terms),
    ],
    governancePlan: plan.abi as InterfaceAbi,
  }
}

function ledgerSteps(terms: NetworkTerms, deployer: string): DeploymentStep[] {
  const { operators, ledger } = terms
  const addresses = ascending(operators.addresses)
  return deploymentPlan({
    deployer,
    operators: addresses,
    threshold: operators.threshold,
    supplyWei: weiOf(terms.supply),
    minWindow: ledger.minWindow,
    seatStake: ledger.seatStake,
    expiryPenalty: ledger.expiryPenalty,
    bond: operators.bond,
    allowanceWei: weiOf(operators.bond * BigInt(addresses.length)),
    rotationDelay: operators.rotationDelay,
    courtPenalties: [terms.court.notMinePenalty, terms.court.receiptPenalty],
  })
}

async function governanceParts(
  { governance, pool }: NetworkTerms,
  deployer: string,
  artifacts: ArtifactReader,
): Promise<DeploymentStep[]> {
  const rewardPool = await artifacts.read('RewardPool')
  const controller = await artifacts.read('TimelockController')
  const governor = await artifacts.read('LabelGovernor')
  const { shortDelay, longDelay, votingDelay, votingPeriod, voteExtension, quorumPercent } = governance
  const delayed = (delay: number) =>
    encoded(controller.abi as InterfaceAbi, [delay, [], [ZeroAddress], deployer])
  const settings = [
    votingDelay,
    votingPeriod,
    voteExtension,
    weiOf(governance.proposalThreshold),
    quorumPercent,
  ]
  return [
    make('pool', 'RewardPool', rewardPool.bytecode.object, ({ authority, token, ledger }) =>
      encoded(rewardPool.abi as InterfaceAbi, [authority, token, ledger, pool.tokens, pool.weeklyRateBp]),
    ),
    make('shortTimelock', 'TimelockController', controller.bytecode.object, () => delayed(shortDelay)),
    make('longTimelock', 'TimelockController', controller.bytecode.object, () => delayed(longDelay)),
    make('governor', 'LabelGovernor', governor.bytecode.object, ({ token, shortTimelock }) =>
      abi.encode(['address', 'address', SETTINGS], [token, shortTimelock, settings]),
    ),
  ]
}

/** One proposer each, that can also cancel; then the deployer is no admin of them any more. */
function timelockSteps(deployer: string): DeploymentStep[] {
  const appoint = (target: string, proposer: string) =>
    ['PROPOSER_ROLE', 'CANCELLER_ROLE'].map((role) =>
      call(`${target}-${role}`, target, (deployed) =>
        timelock.encodeFunctionData('grantRole', [id(role), deployed[proposer]]),
      ),
    )
  const leave = (target: string) =>
    call(`${target}-leave`, target, () =>
      timelock.encodeFunctionData('renounceRole', [DEFAULT_ADMIN, deployer]),
    )
  return [
    ...appoint('shortTimelock', 'governor'),
    ...appoint('longTimelock', 'shortTimelock'),
    leave('shortTimelock'),
    leave('longTimelock'),
  ]
}

function moneySteps({ supply, treasury, operators, pool, court: rules }: NetworkTerms): DeploymentStep[] {
  const bonds = operators.bond * BigInt(operators.addresses.length)
  const pay = (name: string, to: (deployed: Deployed) => string | undefined, units: bigint) =>
    call(name, 'token', (deployed) =>
      tokenInterface.encodeFunctionData('transfer', [to(deployed), weiOf(units)]),
    )
  const shares = new Interface(['function setShares(tuple(uint256 project, uint256 shareBp)[], uint256)'])
  return [
    call('experts', 'court', () =>
      court.encodeFunctionData('setExperts', [concat(ascending(rules.experts)), rules.threshold]),
    ),
    call('sponsorship', 'pool', () => shares.encodeFunctionData('setShares', [[], pool.sponsorshipBp])),
    pay('fillPool', (deployed) => deployed.pool, pool.tokens),
    pay('treasury', () => treasury, supply - pool.tokens - bonds),
  ]
}

/** The last step: the manager hands every role over and takes the deployer's. `calls`: as the plan contract gave them. */
export function handOverStep(calls: readonly string[]): DeploymentStep {
  return call('handOver', 'authority', () => manager.encodeFunctionData('multicall', [calls]))
}

/** Addresses in the order contracts want lists in. */
export function ascending(addresses: readonly string[]): string[] {
  return addresses.toSorted((a, b) => (BigInt(a) < BigInt(b) ? -1 : 1))
}

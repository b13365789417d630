import { AbiCoder, concat, Interface, type InterfaceAbi, ZeroAddress } from 'ethers'
import { accessManagerAbi, accessManagerBytecode } from '../abi/access-manager.ts'
import { labelLedgerBytecode } from '../abi/label-ledger.ts'
import { labelTokenAbi, labelTokenBytecode } from '../abi/label-token.ts'
import { ledgerDeskBytecode } from '../abi/ledger-desk.ts'
import { ledgerReviewBytecode } from '../abi/ledger-review.ts'
import { operatorRegistryAbi, operatorRegistryBytecode } from '../abi/operator-registry.ts'
import { reviewCourtAbi, reviewCourtBytecode } from '../abi/review-court.ts'
import { ledgerInterface, tokenInterface } from '../ledger-interface.ts'

/** What a deployment is made with. Amounts in units. */
export interface DeploymentTerms {
  /** Deploys everything and is the administrator until governance takes over. */
  readonly deployer: string
  readonly operators: readonly string[]
  /** Operators that must sign. */
  readonly threshold: number
  readonly supplyWei: bigint
  /** Shortest window of objections in seconds. */
  readonly minWindow: number
  readonly seatStake: bigint
  readonly expiryPenalty: bigint
  /** Paid into the bond of each operator. */
  readonly bond: bigint
  /** What the ledger may take from the deployer, in wei: the bonds, or all that local mode pays in later. */
  readonly allowanceWei: bigint
  /** Seconds from announcing other operators to having them. */
  readonly rotationDelay: number
  /** What operators lose for an invented annotation, and for a receipt they did not keep to. */
  readonly courtPenalties: readonly [notMine: bigint, receipt: bigint]
}

/** Addresses by the name of the step that made them. */
export type Deployed = Readonly<Record<string, string>>

/** One transaction of a deployment: it makes a contract, or calls one. */
export interface DeploymentStep {
  readonly name: string
  /** Source of the contract it makes; null for a call. */
  readonly contract: string | null
  /** Null where a contract is made. */
  to(deployed: Deployed): string | null
  data(deployed: Deployed): string
}

const abi = AbiCoder.defaultAbiCoder()
const CONFIG = 'tuple(address,address,address,address,uint256,uint40,uint40)'

/** The steps of a deployment in order: token, authority, operators, the three parts of the ledger, court, bonds. */
export function deploymentPlan(terms: DeploymentTerms): DeploymentStep[] {
  const { deployer, operators, threshold, supplyWei, rotationDelay, bond, allowanceWei } = terms
  return [
    make('token', 'LabelToken', labelTokenBytecode, () => encoded(labelTokenAbi, [supplyWei])),
    make('authority', 'AccessManager', accessManagerBytecode, () => encoded(accessManagerAbi, [deployer])),
    make('registry', 'OperatorRegistry', operatorRegistryBytecode, ({ authority }) =>
      encoded(operatorRegistryAbi, [authority, rotationDelay, operators, threshold]),
    ),
    make('desk', 'LedgerDesk', ledgerDeskBytecode, (deployed) =>
      abi.encode([CONFIG], [configOf(terms, deployed)]),
    ),
    make('review', 'LedgerReview', ledgerReviewBytecode, (deployed) =>
      behind(terms, deployed, deployed.desk),
    ),
    make('ledger', 'LabelLedger', labelLedgerBytecode, (deployed) =>
      behind(terms, deployed, deployed.review),
    ),
    make('court', 'ReviewCourt', reviewCourtBytecode, ({ ledger, authority }) =>
      encoded(reviewCourtAbi, [ledger, authority, ...terms.courtPenalties]),
    ),
    call('setCourt', 'ledger', ({ court }) => ledgerInterface.encodeFunctionData('setCourt', [court])),
    call('approve', 'token', ({ ledger }) =>
      tokenInterface.encodeFunctionData('approve', [ledger, allowanceWei]),
    ),
    ...operators.map((operator, index) =>
      call(`bond-${index}`, 'ledger', () =>
        ledgerInterface.encodeFunctionData('depositBond', [operator, bond]),
      ),
    ),
  ]
}

/** A part of the ledger that hands the calls it does not know to the next one. */
function behind(terms: DeploymentTerms, deployed: Deployed, next: string | undefined): string {
  return abi.encode([CONFIG, 'address'], [configOf(terms, deployed), next])
}

function configOf({ minWindow, seatStake, expiryPenalty }: DeploymentTerms, deployed: Deployed): unknown[] {
  const { token, registry, authority } = deployed
  return [token, registry, ZeroAddress, authority, minWindow, seatStake, expiryPenalty]
}

/** Makes a contract. `args`: its encoded constructor arguments. */
export function make(
  name: string,
  contract: string,
  bytecode: string,
  args: (deployed: Deployed) => string,
): DeploymentStep {
  return { name, contract, to: () => null, data: (deployed) => concat([bytecode, args(deployed)]) }
}

/** Calls a contract by the name of the step that made it. */
export function call(name: string, target: string, data: (deployed: Deployed) => string): DeploymentStep {
  return { name, contract: null, to: (deployed) => deployed[target] ?? null, data }
}

/** Constructor arguments as a contract's ABI wants them. */
export function encoded(contract: InterfaceAbi, args: readonly unknown[]): string {
  return new Interface(contract).encodeDeploy([...args])
}

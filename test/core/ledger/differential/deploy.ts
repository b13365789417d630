import { AbiCoder, concat, Interface, type InterfaceAbi } from 'ethers'
import { accessManagerAbi, accessManagerBytecode } from '../../../../core/chain/abi/access-manager.ts'
import { labelLedgerAbi, labelLedgerBytecode } from '../../../../core/chain/abi/label-ledger.ts'
import { labelTokenAbi, labelTokenBytecode } from '../../../../core/chain/abi/label-token.ts'
import { ledgerDeskBytecode } from '../../../../core/chain/abi/ledger-desk.ts'
import { ledgerReviewBytecode } from '../../../../core/chain/abi/ledger-review.ts'
import {
  operatorRegistryAbi,
  operatorRegistryBytecode,
} from '../../../../core/chain/abi/operator-registry.ts'
import { reviewCourtAbi, reviewCourtBytecode } from '../../../../core/chain/abi/review-court.ts'

/** What a ledger of these tests is made with. Amounts in units, times in seconds. */
export interface Terms {
  readonly deployer: string
  /** May do what only the court may. */
  readonly court: string
  readonly operators: readonly string[]
  readonly threshold: number
  readonly minWindow: number
  readonly seatStake: bigint
  readonly expiryPenalty: bigint
}

/** Makes a contract, or calls one where `to` is an address. Returns the address of what was made. */
export type Send = (to: string | null, data: string) => Promise<string | null>

export interface Deployed {
  readonly token: string
  readonly registry: string
  readonly ledger: string
  /** A court that the ledger does not obey until it is told to. */
  readonly reviewCourt: string
}

const CONFIG = 'tuple(address,address,address,address,uint256,uint40,uint40)'
const SUPPLY = 10n ** 27n
const ROTATION_DELAY = 86_400
const abi = AbiCoder.defaultAbiCoder()
const encoded = (contract: InterfaceAbi, args: readonly unknown[]) =>
  new Interface(contract).encodeDeploy([...args])

/** Deploys token, authority, registry, the three parts of the ledger and a court; the deployer is the authority's admin. */
export async function deployLedger(terms: Terms, send: Send): Promise<Deployed> {
  const { deployer, court, operators, threshold, minWindow, seatStake, expiryPenalty } = terms
  const make = async (bytecode: string, args: string) => {
    const made = await send(null, concat([bytecode, args]))
    if (!made) throw new Error('a contract was not made')
    return made
  }
  const token = await make(labelTokenBytecode, encoded(labelTokenAbi, [SUPPLY]))
  const authority = await make(accessManagerBytecode, encoded(accessManagerAbi, [deployer]))
  const registry = await make(
    operatorRegistryBytecode,
    encoded(operatorRegistryAbi, [authority, ROTATION_DELAY, operators, threshold]),
  )
  const config = [token, registry, court, authority, minWindow, seatStake, expiryPenalty]
  const desk = await make(ledgerDeskBytecode, abi.encode([CONFIG], [config]))
  const behind = (next: string) => abi.encode([CONFIG, 'address'], [config, next])
  const review = await make(ledgerReviewBytecode, behind(desk))
  const ledger = await make(labelLedgerBytecode, behind(review))
  const approve = new Interface(labelTokenAbi).encodeFunctionData('approve', [ledger, SUPPLY])
  await send(token, approve)
  const reviewCourt = await make(reviewCourtBytecode, encoded(reviewCourtAbi, [ledger, authority, 1n, 1n]))
  return { token, registry, ledger, reviewCourt }
}

export const ledgerInterface = new Interface(labelLedgerAbi)

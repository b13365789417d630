import { Contract, concat, type InterfaceAbi, keccak256 } from 'ethers'
import { weiOf } from '../../ledger/units.ts'
import { labelLedgerAbi } from '../abi/label-ledger.ts'
import { labelTokenAbi } from '../abi/label-token.ts'
import { operatorRegistryAbi } from '../abi/operator-registry.ts'
import { reviewCourtAbi } from '../abi/review-court.ts'
import type { ChainClient } from '../client.ts'
import { ascending } from './network-plan.ts'
import { type Proof, type Proving, proof } from './proof.ts'

const POOL = [
  'function ledger() view returns (address)',
  'function rateBp() view returns (uint256)',
  'function sharesOf() view returns (tuple(uint256 project, uint256 shareBp)[], uint256)',
]

/** Every parameter and every token that the deployment set, read back. */
export async function proveSettings(proving: Proving): Promise<Proof[]> {
  return [
    ...(await proveOperators(proving)),
    ...(await proveLedger(proving)),
    ...(await proveCourt(proving)),
    ...(await provePool(proving)),
    ...(await proveTokens(proving)),
  ]
}

/** Asks views of one contract. Several values of one answer are joined by blanks. */
function viewer({ provider }: ChainClient, address: string, abi: InterfaceAbi) {
  const contract = new Contract(address, abi, provider)
  return async (name: string, ...args: unknown[]): Promise<string> =>
    textOf(await contract.getFunction(name).staticCall(...args))
}

function textOf(answer: unknown): string {
  return Array.isArray(answer) ? [...answer].map(textOf).join(' ') : String(answer)
}

async function proveOperators({ client, terms, deployed }: Proving): Promise<Proof[]> {
  const registry = viewer(client, deployed.registry ?? '', operatorRegistryAbi)
  const ledger = viewer(client, deployed.ledger ?? '', labelLedgerAbi)
  const { addresses, threshold, rotationDelay, bond } = terms.operators
  const list = ascending(addresses)
  const bonds = await Promise.all(list.map((operator) => ledger('bondOf', operator)))
  return [
    proof(
      'operators: version, list, how many sign',
      await registry('current'),
      `1 ${list.join(' ')} ${threshold}`,
    ),
    proof('operators: rotation delay, s', await registry('rotationDelay'), rotationDelay),
    ...bonds.map((found, index) => proof(`bond of ${list[index]}, units`, found, `${bond} 0`)),
  ]
}

async function proveLedger({ client, terms, deployed }: Proving): Promise<Proof[]> {
  const view = viewer(client, deployed.ledger ?? '', labelLedgerAbi)
  const totals = new Contract(deployed.ledger ?? '', labelLedgerAbi, client.provider).getFunction('totals')
  const { seatStake, expiryPenalty, totalUnits } = await totals.staticCall()
  const bonds = terms.operators.bond * BigInt(terms.operators.addresses.length)
  return [
    proof('ledger: token', await view('token'), deployed.token),
    proof('ledger: registry', await view('registry'), deployed.registry),
    proof('ledger: court', await view('court'), deployed.court),
    proof('ledger: shortest window, s', await view('minWindow'), terms.ledger.minWindow),
    proof('ledger: seat stake, units', seatStake, terms.ledger.seatStake),
    proof('ledger: expiry penalty, units', expiryPenalty, terms.ledger.expiryPenalty),
    proof('ledger: owes, units', totalUnits, bonds),
  ]
}

async function proveCourt({ client, terms, deployed }: Proving): Promise<Proof[]> {
  const view = viewer(client, deployed.court ?? '', reviewCourtAbi)
  const { experts, threshold, notMinePenalty, receiptPenalty } = terms.court
  return [
    proof('court: ledger', await view('ledger'), deployed.ledger),
    proof(
      'court: experts, how many sign',
      await view('expertsOf'),
      `${keccak256(concat(ascending(experts)))} ${threshold}`,
    ),
    proof('court: penalties, units', await view('penalties'), `${notMinePenalty} ${receiptPenalty}`),
  ]
}

async function provePool({ client, terms, deployed }: Proving): Promise<Proof[]> {
  const view = viewer(client, deployed.pool ?? '', POOL)
  return [
    proof('pool: ledger', await view('ledger'), deployed.ledger),
    proof('pool: weekly rate, bp', await view('rateBp'), terms.pool.weeklyRateBp),
    proof('pool: share of newcomers, bp', (await view('sharesOf')).trim(), terms.pool.sponsorshipBp),
  ]
}

/** Where every token is. */
async function proveTokens({ client, terms, deployed, deployer }: Proving): Promise<Proof[]> {
  const view = viewer(client, deployed.token ?? '', labelTokenAbi)
  const bonds = terms.operators.bond * BigInt(terms.operators.addresses.length)
  const holders: [string, string, bigint][] = [
    ['pool', deployed.pool ?? '', terms.pool.tokens],
    ['ledger', deployed.ledger ?? '', bonds],
    ['treasury', terms.treasury, terms.supply - terms.pool.tokens - bonds],
    ['deployer', deployer, 0n],
  ]
  const balances = await Promise.all(
    holders.map(async ([name, address, units]) =>
      proof(`tokens of ${name}, wei`, await view('balanceOf', address), weiOf(units)),
    ),
  )
  return [
    proof('token: supply, wei', await view('totalSupply'), weiOf(terms.supply)),
    ...balances,
    proof('deployer: allowance of the ledger, wei', await view('allowance', deployer, deployed.ledger), 0n),
  ]
}

import { id, ZeroAddress } from 'ethers'
import { governanceParts, handOverFault } from './hand-over.ts'
import { type Proof, type Proving, proof } from './proof.ts'
import { roleHolders } from './role-holders.ts'

const DEFAULT_ADMIN = `0x${'0'.repeat(64)}`

/** Who holds which power now: what the contract that knows the plan says, and every role that was ever given to
 * anybody and not taken back. The deployer must have none. */
export async function proveRoles(proving: Proving): Promise<Proof[]> {
  const { client, network, terms, deployed, deployer, governancePlan } = proving
  const { guardian } = terms.governance
  const parts = governanceParts(deployed, guardian, deployer)
  const least = { short: network.least.shortTimelock, long: network.least.longTimelock }
  const plan = { address: deployed.plan ?? '', abi: governancePlan }
  const fault = await handOverFault(client, plan, parts, least)
  const { manager, governor, shortTimelock, longTimelock } = parts
  return [
    proof('hand-over, by its own contract', fault ?? 'complete', 'complete'),
    ...(await held(proving, 'manager', manager, 'roles', [
      ['admin', '0', longTimelock],
      ['parameters', '1', shortTimelock],
      ['replacement', '2', longTimelock],
      ['guardian', '3', guardian],
    ])),
    ...(await held(
      proving,
      'timelock',
      shortTimelock,
      'short timelock',
      timelockRoles(shortTimelock, governor),
    )),
    ...(await held(
      proving,
      'timelock',
      longTimelock,
      'long timelock',
      timelockRoles(longTimelock, shortTimelock),
    )),
  ]
}

type Wanted = readonly [name: string, role: string, holder: string]

function timelockRoles(timelock: string, proposer: string): Wanted[] {
  return [
    ['admin', DEFAULT_ADMIN, timelock],
    ['proposer', id('PROPOSER_ROLE'), proposer],
    ['canceller', id('CANCELLER_ROLE'), proposer],
    ['executor (zero: anyone)', id('EXECUTOR_ROLE'), ZeroAddress],
  ]
}

/** Each role's holders, and that no other role has any. */
async function held(
  { client, from }: Proving,
  kind: 'manager' | 'timelock',
  address: string,
  name: string,
  wanted: readonly Wanted[],
): Promise<Proof[]> {
  const found = await roleHolders(client, { kind, address, from })
  const holdersOf = (role: string) => found.find((one) => one.role === role)?.holders.join(' ') ?? 'nobody'
  const others = found.filter((one) => !wanted.some(([, role]) => role === one.role))
  return [
    ...wanted.map(([role, key, holder]) => proof(`${name}: ${role}`, holdersOf(key), holder)),
    proof(`${name}: any other`, others.map((one) => one.role).join(' ') || 'none', 'none'),
  ]
}

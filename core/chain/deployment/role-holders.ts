import { type EventLog, Interface } from 'ethers'
import type { ChainClient } from '../client.ts'

/** Everybody who holds a role of a contract now. */
export interface RoleHolders {
  readonly role: string
  readonly holders: readonly string[]
}

const manager = new Interface([
  'event RoleGranted(uint64 indexed roleId, address indexed account, uint32 delay, uint48 since, bool newMember)',
  'event RoleRevoked(uint64 indexed roleId, address indexed account)',
])
const timelock = new Interface([
  'event RoleGranted(bytes32 indexed role, address indexed account, address indexed sender)',
  'event RoleRevoked(bytes32 indexed role, address indexed account, address indexed sender)',
])
const BLOCKS_PER_RANGE = 2_000

/**
 * Who holds which role, from every event a contract ever made of it: a role that was given to somebody nobody asked
 * about shows too. `kind`: an access manager, whose roles are numbers, or a timelock, whose roles are hashes.
 */
export async function roleHolders(
  { provider }: ChainClient,
  contract: { readonly address: string; readonly kind: 'manager' | 'timelock'; readonly from: number },
): Promise<RoleHolders[]> {
  const { address, kind, from } = contract
  const events = kind === 'manager' ? manager : timelock
  const head = await provider.getBlockNumber()
  const holders = new Map<string, Set<string>>()
  for (let start = from; start <= head; start += BLOCKS_PER_RANGE) {
    const toBlock = Math.min(head, start + BLOCKS_PER_RANGE - 1)
    for (const log of await provider.getLogs({ address, fromBlock: start, toBlock })) {
      const parsed = events.parseLog(log)
      if (parsed) apply(holders, parsed)
    }
  }
  return [...holders]
    .map(([role, people]) => ({ role, holders: [...people].sort() }))
    .filter((one) => one.holders.length > 0)
    .sort((a, b) => (a.role < b.role ? -1 : 1))
}

function apply(holders: Map<string, Set<string>>, { name, args }: { name: string; args: EventLog['args'] }) {
  const [role, account] = [String(args[0]), String(args[1])]
  const people = holders.get(role) ?? new Set<string>()
  holders.set(role, people)
  if (name === 'RoleGranted') people.add(account)
  else people.delete(account)
}

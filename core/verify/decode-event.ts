import { Interface, type Log } from 'ethers'
import { labelLedgerAbi } from '../chain/abi/label-ledger.ts'
import { operatorRegistryAbi } from '../chain/abi/operator-registry.ts'
import { REPLAYED } from '../ledger/history/apply-step.ts'
import type { LedgerEvent } from '../ledger/history/event.ts'

const ledger = new Interface(labelLedgerAbi)
const registry = new Interface(operatorRegistryAbi)
const replayed = new Set<string>(REPLAYED)
/** Arguments that are ids, counts or seconds; every other number is an amount. */
const COUNTS = new Set(['account', 'seat', 'project', 'batch', 'item', 'expiry', 'readyAt', 'freeAt', 'end'])

/** The event of the ledger in a log; null for one that moves nothing. */
export function decodeLedgerEvent(log: Pick<Log, 'topics' | 'data'>): LedgerEvent | null {
  const parsed = ledger.parseLog(log)
  if (!parsed || !replayed.has(parsed.name)) return null
  const args = Object.entries(parsed.args.toObject()).map(([name, value]) => [name, plain(name, value)])
  return { name: parsed.name, args: Object.fromEntries(args) } as LedgerEvent
}

/** A new list of operators in a log of their registry; null for anything else. */
export function decodeListActivated(log: Pick<Log, 'topics' | 'data' | 'address'>): LedgerEvent | null {
  const parsed = registry.parseLog(log)
  if (parsed?.name !== 'ListActivated') return null
  const { version, operators, threshold } = parsed.args.toObject()
  const args = { version: Number(version), operators: [...operators], threshold: Number(threshold) }
  return { name: 'ListActivated', args: { registry: log.address, ...args } }
}

function plain(name: string, value: unknown): unknown {
  if (typeof value === 'bigint') return COUNTS.has(name) ? Number(value) : value
  if (name === 'openItems')
    return [...(value as bigint[])].map((word) => `0x${word.toString(16).padStart(64, '0')}`)
  return value
}

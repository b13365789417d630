import { dataSlice, FunctionFragment, Interface, type Result } from 'ethers'
import { labelLedgerAbi } from '../chain/abi/label-ledger.ts'
import type { Evidence, SignedBy } from '../ledger/history/event.ts'

const ledger = new Interface(labelLedgerAbi)

/** Arguments of the calls of operators in a transaction, by batch. */
export type BatchCalls = ReadonlyMap<number, Pick<Evidence, 'lock' | 'proposal' | 'panel'>>

/** Selectors of what operators call, and of what such calls come wrapped in. */
const SELECTORS = ['lockBatch', 'proposeBatch', 'proposePanel', 'operate', 'multicall'].flatMap((name) => {
  const fragment = ledger.fragments.find((one) => FunctionFragment.isFragment(one) && one.name === name)
  return fragment && FunctionFragment.isFragment(fragment) ? [fragment.selector] : []
})

/**
 * The calls of operators in calldata, also inside `operate` and `multicall`, and inside the calldata of whatever
 * other contract passed them on. Whether they are what the ledger really saw is for its commitments to tell.
 */
export function findBatchCalls(data: string): BatchCalls {
  const found = new Map<number, Pick<Evidence, 'lock' | 'proposal' | 'panel'>>()
  if (!collect(data, undefined, found)) {
    for (const at of selectorsIn(data)) collect(dataSlice(data, at), undefined, found)
  }
  return found
}

/** Adds what a call holds. False when it is no call of the ledger. */
function collect(
  data: string,
  around: SignedBy | undefined,
  found: Map<number, Pick<Evidence, 'lock' | 'proposal' | 'panel'>>,
): boolean {
  const call = parse(data)
  if (!call) return false
  const { name, args } = call
  if (name === 'multicall') for (const inner of args[0]) collect(inner, around, found)
  if (name === 'operate') {
    const by: SignedBy = { ...signedBy(args[1]), operation: [...args[0]] }
    for (const inner of args[0]) collect(inner, by, found)
  }
  const evidence = evidenceOf(name, args, around)
  if (evidence) found.set(Number(args[0]), { ...found.get(Number(args[0])), ...evidence })
  return true
}

function evidenceOf(name: string, args: Result, around: SignedBy | undefined): Evidence | null {
  const quorum = args[args.length - 1]
  switch (name) {
    case 'lockBatch': {
      const { project, labelsRoot, secretHash, annotators, items } = args[1].toObject()
      const lock = { project: Number(project), labelsRoot, secretHash, annotators, items }
      return { lock: { ...lock, ...signersOf(quorum, around) } }
    }
    case 'proposeBatch': {
      const [, inner, secret, seed, votes] = args
      return { proposal: { inner, secret, seed, votes, ...signersOf(quorum, around) } }
    }
    case 'proposePanel':
      return { panel: { seed: args[2], votes: args[3], ...signersOf(quorum, around) } }
    default:
      return null
  }
}

/** A call without signatures of its own counts on those around it. */
function signersOf(quorum: Result, around: SignedBy | undefined): SignedBy {
  const own = signedBy(quorum)
  return own.signatures === '0x' && around ? around : own
}

function signedBy(quorum: Result): SignedBy {
  const { operators, signatures } = quorum.toObject()
  return { operators, signatures }
}

function parse(data: string): { name: string; args: Result } | null {
  try {
    return ledger.parseTransaction({ data })
  } catch (cause) {
    if (cause instanceof Error) return null
    throw cause
  }
}

/** Byte positions at which the calldata of another contract may hold a call of ours. */
function selectorsIn(data: string): number[] {
  const places: number[] = []
  for (const selector of SELECTORS) {
    const wanted = selector.slice(2)
    for (let at = data.indexOf(wanted, 2); at >= 0; at = data.indexOf(wanted, at + 1)) {
      if (at % 2 === 0) places.push(at / 2 - 1)
    }
  }
  return places.toSorted((a, b) => a - b)
}

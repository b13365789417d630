import { getAddress, type JsonRpcProvider } from 'ethers'
import { z } from 'zod'
import { SEED_DELAY } from '../ledger/deadlines.ts'
import type { Evidence, LedgerEvent } from '../ledger/history/event.ts'
import { type BatchCalls, findBatchCalls } from './find-calls.ts'
import { readQuestion } from './read-question.ts'

/** Finds what only calldata and block headers tell of the events of one ledger, given in the order of the chain. */
export interface EvidenceReader {
  of(event: LedgerEvent, place: { block: number; transaction: string }): Promise<Evidence>
}

const hex = z.string().regex(/^0x[0-9a-fA-F]*$/)
interface Frame {
  readonly to?: string | undefined
  readonly input?: string | undefined
  readonly calls?: readonly Frame[] | undefined
}
const frame: z.ZodType<Frame> = z.object({
  to: hex.optional(),
  input: hex.optional(),
  get calls() {
    return z.array(frame).optional()
  },
})

export function createEvidenceReader(provider: JsonRpcProvider, ledger: string): EvidenceReader {
  /** Block whose hash seeds the next draw of a batch. */
  const seedBlocks = new Map<number, number>()
  const callsOf = new Map<string, BatchCalls>()

  async function calls(transaction: string): Promise<BatchCalls> {
    const known = callsOf.get(transaction)
    if (known) return known
    const sent = await provider.getTransaction(transaction)
    const found = findBatchCalls(sent?.data ?? '0x')
    callsOf.clear()
    callsOf.set(transaction, found)
    return found
  }

  /** Calls that came through other contracts. */
  async function tracedCalls(transaction: string): Promise<BatchCalls> {
    const inputs = await tracedInputs(provider, transaction, ledger)
    return new Map(inputs.flatMap((input) => [...findBatchCalls(input)]))
  }

  async function call<K extends 'lock' | 'proposal' | 'panel'>(transaction: string, batch: number, kind: K) {
    const direct = (await calls(transaction)).get(batch)?.[kind]
    return direct ?? (await tracedCalls(transaction)).get(batch)?.[kind]
  }

  async function seedHash(batch: number): Promise<Pick<Evidence, 'seedBlockHash'>> {
    const block = await provider.getBlock(seedBlocks.get(batch) ?? 0)
    return block?.hash ? { seedBlockHash: block.hash } : {}
  }

  return {
    async of(event, { block, transaction }) {
      switch (event.name) {
        case 'BatchLocked': {
          const { batch } = event.args
          seedBlocks.set(batch, block + SEED_DELAY)
          const lock = await call(transaction, batch, 'lock')
          return lock ? { lock } : {}
        }
        case 'BatchProposed': {
          const { batch } = event.args
          const proposal = await call(transaction, batch, 'proposal')
          return { ...(await seedHash(batch)), ...(proposal && { proposal }) }
        }
        case 'BatchSettled':
          seedBlocks.set(event.args.batch, block + SEED_DELAY)
          return {}
        case 'PanelProposed': {
          const { batch } = event.args
          const panel = await call(transaction, batch, 'panel')
          return { ...(await seedHash(batch)), ...(panel && { panel }) }
        }
        case 'ItemFlagged': {
          const { batch, account } = event.args
          if (account !== 0) return {}
          const question = await readQuestion(provider, { batch, transaction }, (court) =>
            tracedInputs(provider, transaction, court),
          )
          return question ? { question } : {}
        }
        default:
          return {}
      }
    },
  }
}

/** Calldata that reached a contract through others, where the node can tell. */
async function tracedInputs(
  provider: JsonRpcProvider,
  transaction: string,
  contract: string,
): Promise<string[]> {
  const trace = await provider
    .send('debug_traceTransaction', [transaction, { tracer: 'callTracer' }])
    // A node that cannot trace is an ordinary node.
    .catch(() => null)
  const parsed = frame.safeParse(trace)
  return parsed.success ? inputsTo(parsed.data, contract) : []
}

function inputsTo({ to, input, calls = [] }: Frame, contract: string): string[] {
  const own = to && input && getAddress(to) === getAddress(contract) ? [input] : []
  return [...own, ...calls.flatMap((inner) => inputsTo(inner, contract))]
}

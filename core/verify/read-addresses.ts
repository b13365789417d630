import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { ExpectedError } from '../errors.ts'
import { parseJson } from '../parse-json.ts'

const address = z.string().regex(/^0x[0-9a-fA-F]{40}$/, 'an address')
const schema = z.object({
  ledger: address,
  registry: address.optional(),
  /** Block in which the ledger was made. */
  block: z.number().int().nonnegative().optional(),
})

/** Where a ledger is and since when. */
export interface LedgerAddresses {
  readonly ledger: string
  /** Null where the registry is the one the ledger has now. */
  readonly registry: string | null
  readonly block: number
}

/** Reads a JSON file with the addresses of the contracts; other contracts may be named beside the ledger.
 * @throws ExpectedError `chain.noAddresses`, `chain.badAddresses` */
export async function readAddresses(file: string): Promise<LedgerAddresses> {
  const parsed = schema.safeParse(parseJson(await readText(file)))
  if (!parsed.success) {
    const problems = parsed.error.issues
      .map(({ path, message }) => `${path.join('.')}: ${message}`)
      .join('; ')
    throw new ExpectedError('chain.badAddresses', { file, problems }, { cause: parsed.error })
  }
  const { ledger, registry = null, block = 0 } = parsed.data
  return { ledger, registry, block }
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (cause) {
    throw new ExpectedError('chain.noAddresses', { file }, { cause })
  }
}

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type BatchData, batchDataSchema } from '../ledger/batch-data.ts'
import { type Difference, differs } from '../ledger/history/replay.ts'
import { parseJson } from '../parse-json.ts'

/** Where operators publish the data of batches: a folder, or an address that ends in `/<batch>.json` for each. */
export interface DataSource {
  /** The data of a batch, or why they cannot be had. */
  read(batch: number): Promise<BatchData | readonly Difference[]>
}

const ANSWER_MS = 30_000

/** @param place a folder, or an http(s) address */
export function createDataSource(place: string): DataSource {
  const load = /^https?:\/\//.test(place) ? fromWeb(place) : fromFolder(place)
  return {
    async read(batch) {
      const text = await load(`${batch}.json`)
      if (text === null) return differs('verify.dataMissing', { batch })
      const parsed = batchDataSchema.safeParse(parseJson(text))
      if (parsed.success) return parsed.data
      const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
      return differs('verify.dataInvalid', { batch, problems: problems.join('; ') })
    },
  }
}

function fromFolder(folder: string) {
  return async (name: string): Promise<string | null> => {
    try {
      return await readFile(join(folder, name), 'utf8')
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return null
      throw cause
    }
  }
}

function fromWeb(address: string) {
  return async (name: string): Promise<string | null> => {
    const response = await fetch(`${address.replace(/\/$/, '')}/${name}`, {
      signal: AbortSignal.timeout(ANSWER_MS),
    })
    return response.ok ? await response.text() : null
  }
}
